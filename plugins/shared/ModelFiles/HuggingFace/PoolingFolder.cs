using System.Text.Json;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>How the vectors of tokens become one of the text, as the sentence-transformers library notes it beside a model.</summary>
internal static class PoolingFolder
{
    /// <summary>The list of a model's parts.</summary>
    public const string ModulesName = "modules.json";

    /// <summary>llama.cpp's number for the mean of all tokens.</summary>
    public const uint Mean = 1;

    /// <summary>llama.cpp's number for a score of the whole text.</summary>
    public const uint Rank = 4;

    // The names in the pooling part's config.json, and llama.cpp's numbers.
    private static readonly (string Name, uint Pooling)[] Modes =
        [("pooling_mode_mean_tokens", Mean), ("pooling_mode_cls_token", 2), ("pooling_mode_lasttoken", 3)];

    /// <summary>llama.cpp's number for the pooling; null for a folder that is of no sentence embedder.</summary>
    /// <exception cref="Abstractions.EngineException">The parts are damaged, or the pooling is none of llama.cpp.</exception>
    public static uint? Read(string folder)
    {
        if (JsonFile.ReadOptional(Path.Combine(folder, ModulesName), JsonValueKind.Array) is not { } modules)
            return null;
        var part = modules.EnumerateArray().Where(module => Text(module, "type").EndsWith(".Pooling", StringComparison.Ordinal))
            .Select(module => Text(module, "path")).FirstOrDefault();
        if (part is null)
            return null;
        if (part.Length == 0 || part != Path.GetFileName(part) || part == ".." || part.Contains('\0', StringComparison.Ordinal))
            throw FolderFault.Refuse(ModulesName, $"it names the part {GgufFault.Quote(part)}, which is no folder beside it");
        var config = JsonFile.Read(Path.Combine(folder, part, ModelConfig.FileName));
        foreach (var (name, pooling) in Modes)
        {
            if (ModelConfig.Property(config, name) is { ValueKind: JsonValueKind.True })
                return pooling;
        }
        throw FolderFault.Refuse(Path.Combine(part, ModelConfig.FileName),
            "it names a pooling that llama.cpp does not have", "use a model that pools by mean, first or last token");
    }

    private static string Text(JsonElement element, string name) =>
        ModelConfig.Property(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
