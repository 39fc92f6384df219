using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>
/// Writes a vocabulary as the files that the Hugging Face libraries read: tokenizer.json for joined bytes, tokenizer.model for
/// sentencepiece, and tokenizer_config.json.
/// </summary>
internal static class TokenizerFiles
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The files, by name.</summary>
    /// <param name="vocabulary">The vocabulary, of a known way of cutting words.</param>
    /// <param name="chatTemplate">The chat template; null for none.</param>
    /// <param name="context">Tokens that the model is made for.</param>
    public static IReadOnlyDictionary<string, byte[]> Write(Vocabulary vocabulary, string? chatTemplate, int context) =>
        new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            [vocabulary.IsSentencePiece ? SentencePieceModel.FileName : TokenizerJson.FileName] = vocabulary.IsSentencePiece
                ? SentencePieceWriter.Write(vocabulary) : JsonSerializer.SerializeToUtf8Bytes(BytePairJson.Of(vocabulary), Layout),
            ["tokenizer_config.json"] = JsonSerializer.SerializeToUtf8Bytes(Settings(vocabulary, chatTemplate, context), Layout),
        };

    private static JsonObject Settings(Vocabulary vocabulary, string? chatTemplate, int context)
    {
        var added = new JsonObject();
        for (var id = 0; id < vocabulary.Texts.Count; id++)
        {
            if (BytePairJson.IsAdded(vocabulary.Kinds[id]))
                added[$"{id}"] = BytePairJson.Added(vocabulary, id);
        }
        var settings = new JsonObject
        {
            ["add_bos_token"] = vocabulary.AddsBegin,
            ["add_eos_token"] = false,
            ["add_prefix_space"] = vocabulary.AddsSpace,
            ["added_tokens_decoder"] = added,
            ["bos_token"] = Text(vocabulary.Begin),
            ["clean_up_tokenization_spaces"] = false,
            ["eos_token"] = Text(vocabulary.End),
            ["model_max_length"] = context,
            ["pad_token"] = Text(vocabulary.Padding),
            ["tokenizer_class"] = vocabulary.IsSentencePiece ? "LlamaTokenizer" : "PreTrainedTokenizerFast",
            ["unk_token"] = Text(vocabulary.Unknown),
        };
        if (vocabulary.IsSentencePiece)
            settings["legacy"] = true;
        if (chatTemplate is not null)
            settings["chat_template"] = chatTemplate;
        return settings;

        string? Text(int? token) => token is { } id ? vocabulary.Texts[id] : null;
    }
}
