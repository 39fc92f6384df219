using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Trainer.Models;

namespace LocalAI.Plugins.Trainer.Exporting;

/// <summary>What lies beside the weights of the model that was trained: its description and its tokenizer.</summary>
/// <param name="Path">A Hugging Face folder, or a GGUF file.</param>
internal sealed record BaseFiles(string Path)
{
    private const long LargestFile = 256L * 1024 * 1024;
    private const string MoreTemplates = "additional_chat_templates";

    private static readonly string[] TokenizerNames =
    [
        "tokenizer.json", "tokenizer.model", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "vocab.json",
        "merges.txt", "chat_template.jinja", "chat_template.json",
    ];

    /// <summary>Files that are not in the folder, or win over those in it, by their names.</summary>
    public IReadOnlyDictionary<string, byte[]> Added { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The token that begins a text, for a description that has to be made; null where there is none.</summary>
    public int? Begin { get; init; }

    /// <summary>The token that ends a text, for a description that has to be made; null where there is none.</summary>
    public int? End { get; init; }

    /// <summary>What lies beside a model that was loaded.</summary>
    public static BaseFiles Of(BaseModel model) => new(model.Path)
    {
        Added = model.AddedFiles,
        Begin = model.Tokenizer.Begin,
        End = model.Tokenizer.End,
    };

    /// <summary>Whether the model came from a GGUF file, with its tokenizer in it.</summary>
    public bool IsGguf => !Directory.Exists(Path);

    /// <exception cref="EngineException">The output would replace the model that was trained.</exception>
    public void RefuseAsOutput(string output)
    {
        if (Whole(output) == Whole(Path))
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"The output {output} is the model that was trained; choose another output_path.");
        }
    }

    /// <summary>The files of the tokenizer.</summary>
    /// <exception cref="EngineException">There is no tokenizer, or a file cannot be read.</exception>
    public IReadOnlyDictionary<string, byte[]> Tokenizer()
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in TokenizerNames.Concat(Templates()))
        {
            if (Read(name) is { } content)
                files[name] = content;
        }
        foreach (var (name, content) in Added.Where(file => file.Key != ModelConfig.FileName))
            files[name] = content;
        if (files.ContainsKey("tokenizer.json") || files.ContainsKey("tokenizer.model"))
            return files;
        throw IsGguf
            ? new EngineException(EngineFailure.InvalidInput,
                $"{System.IO.Path.GetFileName(Path)} has no tokenizer files of the Hugging Face libraries; export it as gguf or lora, "
                + "or train from the model's Hugging Face folder.")
            : FolderFault.Refuse(Path, "it has neither tokenizer.json nor tokenizer.model", "download the whole model");
    }

    /// <summary>A file of the folder, or one that was added; null when there is none of this name.</summary>
    /// <exception cref="EngineException">It cannot be read.</exception>
    public byte[]? Read(string name)
    {
        if (Added.TryGetValue(name, out var added))
            return added;
        var file = System.IO.Path.Combine(Path, name);
        if (IsGguf || !File.Exists(file))
            return null;
        try
        {
            return new FileInfo(file).Length <= LargestFile
                ? File.ReadAllBytes(file)
                : throw FolderFault.Refuse(file, $"it has more than {LargestFile:N0} bytes");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FolderFault.Refuse(file, $"it cannot be read ({e.Message.TrimEnd('.')})", "change its permissions");
        }
    }

    private static string Whole(string path) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(path));

    private IEnumerable<string> Templates()
    {
        var folder = System.IO.Path.Combine(Path, MoreTemplates);
        return IsGguf || !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*.jinja")
            .Select(file => $"{MoreTemplates}/{System.IO.Path.GetFileName(file)}").Order(StringComparer.Ordinal);
    }
}
