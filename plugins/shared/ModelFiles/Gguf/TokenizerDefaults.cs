namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>The tokens that a kind of tokenizer takes for special when the file names none.</summary>
/// <param name="Begin">Beginning of text; -1 for none.</param>
/// <param name="End">End of text; -1 for none.</param>
/// <param name="Separator">Between texts; -1 for none.</param>
/// <param name="AddBegin">Whether a prompt gets the first; null where the pre-tokenizer decides.</param>
/// <param name="AddEnd">Whether a prompt gets the second.</param>
internal sealed record TokenizerDefaults(int Begin, int End, int Separator, bool? AddBegin, bool AddEnd)
{
    private static readonly Dictionary<string, TokenizerDefaults> ByModel = new(StringComparer.Ordinal)
    {
        ["llama"] = new(1, 2, -1, true, false),
        ["bert"] = new(101, -1, 102, true, false),
        ["gpt2"] = new(11, 11, -1, null, false),
        ["hybriddna"] = new(11, 11, -1, null, false),
        ["whitespace"] = new(11, 11, -1, null, false),
        ["gemma4"] = new(-1, -1, -1, true, false),
        ["t5"] = new(-1, 1, -1, false, true),
        ["rwkv"] = new(-1, -1, -1, false, false),
        ["plamo2"] = new(1, 2, -1, false, false),
    };

    /// <summary>The values of <c>tokenizer.ggml.model</c> that llama.cpp knows.</summary>
    public static IEnumerable<string> Models => ByModel.Keys;

    /// <summary>The defaults of a tokenizer, or null when llama.cpp does not know it.</summary>
    public static TokenizerDefaults? Find(string model) => ByModel.GetValueOrDefault(model);
}
