namespace LocalAI.Plugins.ModelFiles.Gguf;

/// <summary>
/// Rules for the tokens: where they are broken, llama.cpp aborts while it loads them or when it tokenizes a text.
/// </summary>
internal static class VocabularyRules
{
    private const string Tokens = "tokenizer.ggml.tokens";

    /// <summary>Checks the vocabulary of a file that has one.</summary>
    public static void Check(GgufFile file, GgufFault fault)
    {
        var metadata = file.Metadata;
        if (metadata.Find("tokenizer.ggml.model") is null)
            throw fault.Refuse("'tokenizer.ggml.model' is missing");
        if (metadata.Text("tokenizer.ggml.model") is not { } model)
            throw fault.Refuse("'tokenizer.ggml.model' is not a short text");
        if (!file.HasVocabulary)
            return;
        var defaults = TokenizerDefaults.Find(model)
            ?? throw fault.Refuse(
                $"'tokenizer.ggml.model' is {GgufFault.Quote(model)}; expected one of "
                + $"{string.Join(", ", TokenizerDefaults.Models)}");
        CheckArrays(metadata, fault);
        if (metadata.Tokens.Duplicate is { } duplicate)
            throw fault.Refuse(
                $"token {duplicate.Id} of '{Tokens}' has the text {GgufFault.Quote(duplicate.Text)} of an earlier one");
        if (model == "llama" && metadata.Tokens.MissingByte is { } missing)
            throw fault.Refuse(
                $"'{Tokens}' has no token <0x{missing:X2}>, so texts with other characters could not be tokenized");
        CheckSpecial(metadata, defaults, model, fault);
    }

    private static void CheckArrays(GgufMetadata metadata, GgufFault fault)
    {
        if (metadata.Find(Tokens) is not { Type: GgufType.Array, ElementType: GgufType.Text, Count: > 0 and var count })
            throw fault.Refuse($"'{Tokens}' is missing, empty or no array of texts");
        Expect("tokenizer.ggml.scores", count, GgufType.Float32, GgufType.Int32);
        Expect("tokenizer.ggml.token_type", count, GgufType.Int32, GgufType.Int32);
        Expect("tokenizer.ggml.merges", 0, GgufType.Text, GgufType.Text);
        Expect("tokenizer.ggml.suppress_tokens", 0, GgufType.Int32, GgufType.Int32);

        void Expect(string key, long least, GgufType type, GgufType otherType)
        {
            if (metadata.Find(key) is not { } value)
                return;
            if (value.Type != GgufType.Array || (value.ElementType != type && value.ElementType != otherType))
                throw fault.Refuse($"'{key}' has the type {value.TypeName}; expected arr[{type.Name()}]");
            if (value.Count < least)
                throw fault.Refuse($"'{key}' has {value.Count:N0} entries for {least:N0} tokens");
        }
    }

    private static void CheckSpecial(GgufMetadata metadata, TokenizerDefaults defaults, string model, GgufFault fault)
    {
        // A number outside the vocabulary is common in real files (a padding token of -1); llama.cpp then takes the default.
        var begin = Special("tokenizer.ggml.bos_token_id", defaults.Begin);
        var end = Special("tokenizer.ggml.eos_token_id", defaults.End);
        var separator = Special("tokenizer.ggml.seperator_token_id", defaults.Separator);
        var addBegin = model is "bert" or "gemma4"
            || (metadata.Bool("tokenizer.ggml.add_bos_token") ?? defaults.AddBegin ?? true);
        if (addBegin && begin is null && model != "rwkv")
            throw Missing("bos_token_id");
        if ((metadata.Bool("tokenizer.ggml.add_eos_token") ?? defaults.AddEnd) && end is null && model is not ("bert" or "rwkv"))
            throw Missing("eos_token_id");
        if (model == "bert" && separator is null)
            throw Missing("seperator_token_id");

        long? Special(string key, int standard) =>
            metadata.UInt32(key) is { } id && id < metadata.Tokens.Count ? id
            : standard >= 0 && standard < metadata.Tokens.Count ? standard : null;

        Exception Missing(string name) =>
            fault.Refuse(
                $"'tokenizer.ggml.{name}' does not name one of the {metadata.Tokens.Count:N0} tokens although prompts need it");
    }
}
