using System.Text.Json;
using System.Text.Json.Serialization;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Checkpoints;

/// <summary>
/// What training.json says of a checkpoint: what was trained and how, and what the other files must be to go on from it. Nothing is kept
/// of what is random, for all of that follows from the seed and the step.
/// </summary>
internal sealed record TrainingRecord
{
    public const string FileName = "training.json";

    private const long LargestFile = 1 << 20;

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        RespectNullableAnnotations = true,
        WriteIndented = true,
        MaxDepth = 16,
    };

    public required TrainingSettings Settings { get; init; }

    /// <summary>Where the model was from.</summary>
    public required string BasePath { get; init; }

    /// <summary>Tells whether another model is the same.</summary>
    public required string BaseFingerprint { get; init; }

    /// <summary>The chat template that was asked for; null for the model's own.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Steps that the optimizer took: fewer than all where gradients were infinite.</summary>
    public required long OptimizerSteps { get; init; }

    /// <summary>What losses are multiplied by.</summary>
    public required LossScale LossScale { get; init; }

    /// <summary>The SHA-256 of each other file, in hexadecimal digits.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    /// <summary>Reads a checkpoint's file; null where it is missing or damaged.</summary>
    public static TrainingRecord? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                return null;
            using var file = File.OpenRead(path);
            return JsonSerializer.Deserialize<TrainingRecord>(file, Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
