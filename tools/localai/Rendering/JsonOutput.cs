using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LocalAI.CommandLine.Clients;
using LocalAI.CommandLine.Installation;
using LocalAI.CommandLine.Stores;

namespace LocalAI.CommandLine.Rendering;

/// <summary>What <c>--json</c> prints: one object on one line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CompletionResult))]
[JsonSerializable(typeof(EmbeddingsResult))]
[JsonSerializable(typeof(RerankingResult))]
[JsonSerializable(typeof(TokensResult))]
[JsonSerializable(typeof(StatusResult))]
[JsonSerializable(typeof(InstallResult))]
[JsonSerializable(typeof(QuantizationResult))]
[JsonSerializable(typeof(FineTuneResult))]
[JsonSerializable(typeof(ExportResult))]
[JsonSerializable(typeof(CheckpointsResult))]
[JsonSerializable(typeof(StoreStats))]
[JsonSerializable(typeof(StoreHits))]
[JsonSerializable(typeof(TransferResult))]
[JsonSerializable(typeof(DetectionsResult))]
[JsonSerializable(typeof(FaceVerificationResult))]
[JsonSerializable(typeof(FaceAnalysisResult))]
internal sealed partial class JsonOutput : JsonSerializerContext
{
    /// <summary>Writes what the host answered to stdout.</summary>
    public static void WriteRaw(Terminal terminal, JsonElement value)
    {
        using (var writer = new Utf8JsonWriter(terminal.Data))
            value.WriteTo(writer);
        terminal.Data.Write("\n"u8);
    }

    /// <summary>Writes <paramref name="value"/> to stdout.</summary>
    public static void Write<T>(Terminal terminal, T value)
    {
        using (var writer = new Utf8JsonWriter(terminal.Data))
            JsonSerializer.Serialize(writer, value, (JsonTypeInfo<T>)Default.GetTypeInfo(typeof(T))!);
        terminal.Data.Write("\n"u8);
    }
}
