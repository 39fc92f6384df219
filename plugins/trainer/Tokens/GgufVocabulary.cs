using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Gguf;
using LocalAI.Plugins.ModelFiles.HuggingFace;
using LocalAI.Plugins.Quantizing;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>Reads the vocabulary of a GGUF file, with the defaults that llama.cpp has where the file says nothing.</summary>
internal static class GgufVocabulary
{
    private const string Prefix = "tokenizer.ggml.";
    private const string TemplateKey = "tokenizer.chat_template";

    /// <summary>The vocabulary, and the chat template or null.</summary>
    /// <exception cref="EngineException">There is none, or of a kind that the trainer does not know.</exception>
    public static (Vocabulary Vocabulary, string? ChatTemplate) Read(SourceModel source)
    {
        var metadata = source.First.Metadata;
        var model = metadata.Text(Prefix + "model") ?? "";
        if (model is not ("llama" or "gpt2"))
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"{Path.GetFileName(source.First.Path)} has a tokenizer of the kind '{model}'; "
                + "models with 'llama' or 'gpt2' can be trained.");
        }
        var isSentencePiece = model == "llama";
        var texts = Texts(source, Prefix + "tokens");
        var kinds = Numbers<int>(source, Prefix + "token_type");
        var scores = Numbers<float>(source, Prefix + "scores");
        var preTokenizer = metadata.Text(Prefix + "pre") ?? "default";
        var defaults = TokenizerDefaults.Find(model)!;
        var vocabulary = new Vocabulary(
            texts, [.. Enumerable.Range(0, texts.Length).Select(id => id < kinds.Length ? (TokenKind)kinds[id] : TokenKind.Normal)])
        {
            IsSentencePiece = isSentencePiece,
            Merges = isSentencePiece ? [] : Texts(source, Prefix + "merges"),
            PreTokenizer = preTokenizer,
            Scores = scores.Length == texts.Length ? scores : new float[texts.Length],
            AddsSpace = isSentencePiece && (metadata.Bool(Prefix + "add_space_prefix") ?? true),
            Begin = Id("bos_token_id", defaults.Begin),
            End = Id("eos_token_id", defaults.End),
            Padding = Id("padding_token_id", -1),
            AddsBegin = metadata.Bool(Prefix + "add_bos_token") ?? defaults.AddBegin
                ?? WordCutter.Find(preTokenizer) is { BeginsTexts: true },
        };
        return (vocabulary, Text(source, TemplateKey));

        // The default of pairs of bytes is a token of GPT-2's vocabulary, which others use for something else.
        int? Id(string key, int standard) =>
            metadata.UInt32(Prefix + key) is { } id ? (id < texts.Length ? (int)id : null)
            : isSentencePiece && standard >= 0 && standard < texts.Length ? standard : null;
    }

    private static string? Text(SourceModel source, string key) =>
        source.First.Metadata.Find(key) is { Type: GgufType.Text } value ? Encoding.UTF8.GetString(Bytes(source, value)) : null;

    private static string[] Texts(SourceModel source, string key)
    {
        if (source.First.Metadata.Find(key) is not { Type: GgufType.Array, ElementType: GgufType.Text } value)
            return [];
        var bytes = Bytes(source, value);
        var texts = new string[value.Count];
        var place = 0;
        for (var i = 0; i < texts.Length; i++)
        {
            // The lengths were checked against the file when it was opened.
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes[place..]);
            texts[i] = Encoding.UTF8.GetString(bytes.Slice(place + sizeof(long), length));
            place += sizeof(long) + length;
        }
        return texts;
    }

    private static T[] Numbers<T>(SourceModel source, string key) where T : unmanaged =>
        source.First.Metadata.Find(key) is
        { Type: GgufType.Array, ElementType: GgufType.Int32 or GgufType.UInt32 or GgufType.Float32 } value
            ? MemoryMarshal.Cast<byte, T>(Bytes(source, value)).ToArray() : [];

    private static ReadOnlySpan<byte> Bytes(SourceModel source, GgufValue value) =>
        source.ReadRaw(value).AsSpan((int)(value.Offset - value.Extent.Start));
}
