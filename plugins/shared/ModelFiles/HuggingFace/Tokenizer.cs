using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>A tokenizer as GGUF has it.</summary>
/// <param name="Model">What kind it is: <c>llama</c> for sentencepiece, <c>gpt2</c> for pairs of bytes.</param>
/// <param name="PreTokenizer">How a text is cut into words before that.</param>
/// <param name="Tokens">The tokens.</param>
internal sealed record Tokenizer(string Model, string PreTokenizer, TokenList Tokens)
{
    /// <summary>Pairs in the order in which they are joined, each with a space between; empty for sentencepiece.</summary>
    public IReadOnlyList<string> Merges { get; init; } = [];

    /// <summary>Whether a text gets a space before its first word; null where the kind says so.</summary>
    public bool? AddsSpace { get; init; }

    /// <summary>The numbers of the tokens with a meaning of their own.</summary>
    public SpecialTokens Special { get; init; } = new();

    /// <summary>The chat template; null for none.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>How llama.cpp joins <c>{query}</c> and <c>{document}</c> for a score; null for none.</summary>
    public string? RerankTemplate { get; init; }

    public void Write(GgufHead head, bool isGemma)
    {
        head.Add("tokenizer.ggml.model", Model);
        head.Add("tokenizer.ggml.pre", PreTokenizer);
        head.Add("tokenizer.ggml.tokens", Tokens.Texts);
        if (Model == "llama")
            head.Add("tokenizer.ggml.scores", Tokens.Scores);
        head.Add("tokenizer.ggml.token_type", Tokens.Kinds);
        if (Merges.Count > 0)
            head.Add("tokenizer.ggml.merges", Merges);
        Special.Write(head);
        // No Gemma model begins a text with a space.
        if ((isGemma ? false : AddsSpace) is { } addsSpace)
            head.Add("tokenizer.ggml.add_space_prefix", addsSpace);
        if (ChatTemplate is not null)
            head.Add("tokenizer.chat_template", ChatTemplate);
        if (RerankTemplate is not null)
            head.Add("tokenizer.chat_template.rerank", RerankTemplate);
    }
}
