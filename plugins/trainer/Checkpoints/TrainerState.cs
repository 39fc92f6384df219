using System.Text.Json;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Checkpoints;

/// <summary>How far a training is, as trainer_state.json tells it, the file that the Hugging Face libraries write.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Epoch">Times that the dataset was seen, with a fraction.</param>
/// <param name="Log">What was measured so far.</param>
internal sealed record TrainerState(int Step, double Epoch, IReadOnlyList<LogEntry> Log)
{
    public const string FileName = "trainer_state.json";

    private const long LargestFile = 1L << 29;

    /// <summary>The newest loss of a step; 0 where there is none.</summary>
    public double Loss => Log.LastOrDefault(entry => !entry.IsEvaluation).Loss;

    /// <summary>The file's content.</summary>
    public byte[] ToJson(TrainingSettings settings, int totalSteps)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNull("best_metric");
            json.WriteNull("best_model_checkpoint");
            json.WriteNumber("epoch", Epoch);
            json.WriteNumber("eval_steps", settings.EvaluateSteps);
            json.WriteNumber("global_step", Step);
            json.WriteBoolean("is_hyper_param_search", false);
            json.WriteBoolean("is_local_process_zero", true);
            json.WriteBoolean("is_world_process_zero", true);
            json.WriteStartArray("log_history");
            foreach (var entry in Log)
                Write(json, entry);
            json.WriteEndArray();
            json.WriteNumber("logging_steps", 1);
            json.WriteNumber("max_steps", totalSteps);
            json.WriteNumber("num_train_epochs", (long)Math.Ceiling(settings.Epochs));
            json.WriteNumber("save_steps", settings.SaveSteps);
            json.WriteNumber("train_batch_size", settings.BatchSize);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <summary>Reads a checkpoint's file; null where it is missing or damaged.</summary>
    public static TrainerState? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                return null;
            using var file = File.OpenRead(path);
            using var document = JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = 32 });
            var root = document.RootElement;
            var log = root.GetProperty("log_history").EnumerateArray().Select(Entry).OfType<LogEntry>();
            var state = new TrainerState(root.GetProperty("global_step").GetInt32(), root.GetProperty("epoch").GetDouble(), [.. log]);
            return state.Step >= 0 && double.IsFinite(state.Epoch) ? state : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, LogEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("epoch", entry.Epoch);
        if (entry.IsEvaluation)
        {
            json.WriteNumber("eval_loss", entry.Loss);
        }
        else
        {
            // A step in half precision can have none.
            if (double.IsFinite(entry.GradientNorm))
                json.WriteNumber("grad_norm", entry.GradientNorm);
            json.WriteNumber("learning_rate", entry.LearningRate);
            json.WriteNumber("loss", entry.Loss);
        }
        json.WriteNumber("step", entry.Step);
        json.WriteEndObject();
    }

    private static LogEntry? Entry(JsonElement entry)
    {
        var isEvaluation = entry.TryGetProperty("eval_loss", out var loss);
        if (!isEvaluation && !entry.TryGetProperty("loss", out loss))
            return null;
        return new LogEntry(entry.GetProperty("step").GetInt32(), entry.GetProperty("epoch").GetDouble(), loss.GetDouble())
        {
            IsEvaluation = isEvaluation,
            LearningRate = Number("learning_rate"),
            GradientNorm = Number("grad_norm"),
        };

        double Number(string name) => entry.TryGetProperty(name, out var number) ? number.GetDouble() : 0;
    }
}
