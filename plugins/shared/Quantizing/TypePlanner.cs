using System.Text.RegularExpressions;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Quantizing;

/// <summary>
/// Decides the type and the order of the tensors, by asking llama.cpp: its dry run says of every tensor what it would become.
/// </summary>
/// <remarks>
/// llama_model_quantize itself is one call without progress and without a way to stop it, and a callback may not throw through
/// native code. So the library decides here, and <see cref="ModelQuantizer"/> has it quantise row by row.
/// </remarks>
internal static unsafe partial class TypePlanner
{
    /// <summary>Longest row that is converted, in elements; the largest known models have rows of some 50,000.</summary>
    private const long LongestRow = 16 * 1024 * 1024;

    private static readonly string[] NeedImportance = ["iq3_xxs", "iq2_xxs", "iq2_xs", "iq2_s", "iq1_m", "iq1_s"];

    /// <summary>The tensors in the order of the output.</summary>
    /// <exception cref="EngineException">llama.cpp cannot do it, or the settings do not allow it.</exception>
    public static IReadOnlyList<PlannedTensor> Plan(SourceModel model, QuantizationSettings settings, ImportanceMatrix? importance)
    {
        var said = DryRun(model, settings, importance);
        var planned = new List<PlannedTensor>();
        foreach (var line in said.Split('\n'))
        {
            if (TensorLine().Match(line) is not { Success: true } match)
                continue;
            var tensor = model.Tensors.GetValueOrDefault(match.Groups["name"].Value.TrimEnd());
            var type = match.Groups["target"] is { Success: true } target ? GgmlType.Find(target.Value) : tensor?.Description.Type;
            if (tensor is null || type is null)
                throw Unexpected(settings, $"it said '{line.Trim()}'");
            planned.Add(new PlannedTensor(tensor, type, importance?.Find(tensor.Description)));
        }
        if (planned.Count != model.Tensors.Count || planned.DistinctBy(tensor => tensor.Description.Name).Count() != planned.Count)
            throw Unexpected(settings, $"it planned {planned.Count} of {model.Tensors.Count} tensors");
        foreach (var tensor in planned)
            Check(tensor, settings);
        return planned;
    }

    private static string DryRun(SourceModel model, QuantizationSettings settings, ImportanceMatrix? importance)
    {
        var parameters = LlamaApi.llama_model_quantize_default_params();
        parameters.FileType = settings.Type.FileType;
        parameters.DryRun = true;
        parameters.Pure = settings.Pure;
        parameters.AllowRequantize = settings.AllowRequantize;
        parameters.QuantizeOutputTensor = !settings.LeaveOutputTensor;
        parameters.OutputTensorType = settings.OutputTensorType?.Id ?? NativeQuantizeParameters.NoType;
        parameters.TokenEmbeddingType = settings.TokenEmbeddingType?.Id ?? NativeQuantizeParameters.NoType;
        using var arena = new NativeArena();
        // That there is a matrix changes the choice of types; what is in it does not.
        if (importance is not null)
        {
            parameters.Importance = arena.Array<NativeImportance>(1);
            *parameters.Importance = new() { Name = arena.Text("none"), Data = arena.Array<float>(1), Length = 1 };
        }
        var (code, said) = NativeLog.Record(() => LlamaApi.llama_model_quantize(model.First.Path, "", parameters));
        if (code == 0)
            return said;
        var reason = said.Split('\n').LastOrDefault(line => line.Contains("failed to quantize", StringComparison.Ordinal)) ?? "";
        throw new EngineException(EngineFailure.InvalidInput,
            $"llama.cpp cannot quantise {Path.GetFileName(model.First.Path)} to {settings.Type.Name} "
            + $"({reason[(reason.LastIndexOf(": ", StringComparison.Ordinal) + 1)..].Trim()}); choose another type.");
    }

    private static void Check(PlannedTensor tensor, QuantizationSettings settings)
    {
        if (!tensor.Converts)
            return;
        var name = GgufFault.Quote(tensor.Description.Name);
        if (!tensor.Description.Type.IsFloat && !settings.AllowRequantize)
        {
            throw Refuse(
                $"The tensor {name} is {tensor.Description.Type.Name} already; use a model in f32, f16 or bf16, or set the extra "
                + "option 'allow_requantize' to true.");
        }
        if (tensor.Columns > LongestRow)
            throw Refuse($"The tensor {name} has rows of {tensor.Columns:N0} elements; at most {LongestRow:N0} can be quantised.");
        // ggml aborts where the matrix is missing; llama.cpp refuses a few types more, whose results are garbage.
        var needs = NeedImportance.Contains(tensor.Target.Name) || (tensor.Target.Name == "q2_K" && settings.Type.Name == "q2_k_s");
        if (needs && tensor.Importance is null && !IsEmbedding(tensor.Description.Name))
        {
            throw Refuse(
                $"The tensor {name} would become {tensor.Target.Name}, which needs an importance matrix, and there is none for it; "
                + "name another in the extra option 'imatrix', or choose a larger type.");
        }
        if (tensor.Importance is null && tensor.Target.Name is "iq2_xxs" or "iq2_xs" or "iq1_s")
            throw Refuse($"The tensor {name} cannot become {tensor.Target.Name} without an importance matrix; choose a larger type.");
    }

    private static bool IsEmbedding(string name) => name is "token_embd.weight" or "per_layer_token_embd.weight" or "output.weight";

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);

    private static EngineException Unexpected(QuantizationSettings settings, string what) => new(EngineFailure.Internal,
        $"llama.cpp's plan for {settings.Type.Name} was not understood ({what}); report this with the plugin's version.");

    // [   3/  48] blk.0.attn_k.weight      - [   64,    32,     1,     1], type =    f32, size =     0.01 MiB -> 0.00 MiB (q8_0)
    [GeneratedRegex(@"^\[ *\d+/ *\d+\] (?<name>.+) - \[[^\]]*\], type = *\S+, size = *[\d.]+ MiB(?: -> *[\d.]+ MiB \((?<target>\S+)\))?$")]
    private static partial Regex TensorLine();
}
