using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>Reads the vocabulary of a Hugging Face folder: tokenizer.model or tokenizer.json, and tokenizer_config.json.</summary>
internal static class FolderVocabulary
{
    private static readonly string[] Files = [SentencePieceModel.FileName, TokenizerJson.FileName];

    /// <summary>Whether a folder has a tokenizer.</summary>
    public static bool IsIn(string folder) => Files.Any(file => File.Exists(Path.Combine(folder, file)));

    /// <summary>The vocabulary, and the chat template or null.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="config">Its config.json.</param>
    /// <param name="rows">Rows of the embeddings.</param>
    /// <exception cref="Abstractions.EngineException">There is none, or it is damaged or of another kind.</exception>
    public static (Vocabulary Vocabulary, string? ChatTemplate) Read(string folder, ModelConfig config, int rows)
    {
        var tokenizer = TokenizerFolder.Read(folder, config, rows);
        var isSentencePiece = tokenizer.Model == "llama";
        var defaults = TokenizerDefaults.Find(tokenizer.Model)!;
        var vocabulary = new Vocabulary(tokenizer.Tokens.Texts, [.. tokenizer.Tokens.Kinds.Select(kind => (TokenKind)kind)])
        {
            IsSentencePiece = isSentencePiece,
            Merges = tokenizer.Merges,
            PreTokenizer = tokenizer.PreTokenizer,
            Scores = tokenizer.Tokens.Scores,
            AddsSpace = isSentencePiece && (tokenizer.AddsSpace ?? true),
            Begin = tokenizer.Special.Find("bos") ?? (isSentencePiece ? defaults.Begin : null),
            End = tokenizer.Special.Find("eos") ?? (isSentencePiece ? defaults.End : null),
            Padding = tokenizer.Special.Find("pad"),
            AddsBegin = tokenizer.Special.AddsBegin ?? defaults.AddBegin
                ?? WordCutter.Find(tokenizer.PreTokenizer) is { BeginsTexts: true },
        };
        return (vocabulary, tokenizer.ChatTemplate);
    }
}
