using System.Text.Json;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>Reads tokenizer.json, which describes vocabularies of joined pairs: of bytes, or in sentencepiece's manner.</summary>
internal sealed class TokenizerJson
{
    /// <summary>Its name.</summary>
    public const string FileName = "tokenizer.json";

    private const int MostMerges = 4 * 1024 * 1024;

    private readonly JsonElement _root;
    private readonly JsonElement _model;
    private readonly TokenList _tokens;

    private TokenizerJson(JsonElement root, TokenList tokens)
    {
        _root = root;
        _tokens = tokens;
        _model = ModelConfig.Property(root, "model") ?? throw FolderFault.Refuse(FileName, "'model' is missing");
    }

    /// <summary>The tokenizer without its special tokens.</summary>
    public static Tokenizer Read(JsonElement root, TokenList tokens) => new TokenizerJson(root, tokens).Read();

    private Tokenizer Read()
    {
        if (ModelConfig.Property(_model, "type") is { ValueKind: JsonValueKind.String } type && type.GetString() != "BPE")
        {
            throw FolderFault.Refuse(
                FileName, $"the tokenizer is of the type {GgufFault.Quote(type.GetString()!)}; only BPE can be converted",
                "give a folder with a tokenizer.model, or a GGUF file of this model");
        }
        var merges = Merges();
        if (Flag("byte_fallback"))
        {
            AddPieces(merges);
            AddAdded();
            return new Tokenizer("llama", "default", _tokens) { AddsSpace = AddsSpace() };
        }
        foreach (var (text, id) in Vocabulary())
            _tokens.Set(FileName, id, text, 0, TokenKind.Normal);
        AddAdded();
        var cuts = ModelConfig.Property(_root, "pre_tokenizer") ?? default;
        var name = PreTokenizers.Name(cuts, Flag("ignore_merges")) ?? throw FolderFault.Refuse(
            FileName, "the way in which it cuts a text into words is none that llama.cpp is known to have",
            "give a GGUF file of this model");
        return new Tokenizer("gpt2", name, _tokens) { Merges = [.. merges.Select(pair => $"{Plain(pair.Left)} {Plain(pair.Right)}")] };
    }

    // In merges, a space stands between the two; one within them is written as all bytes are that have no letter.
    private static string Plain(string part) => part.Replace(' ', '\u0120');

    /// <summary>
    /// sentencepiece joins the pair with the best score first, this file the pair that stands first: the rank becomes the score.
    /// </summary>
    private void AddPieces(List<(string Left, string Right)> merges)
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (left, right) in merges)
            ranks.TryAdd(left + right, ranks.Count);
        var unknown = ModelConfig.Property(_model, "unk_token") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        foreach (var (piece, id) in Vocabulary())
        {
            var kind = piece == unknown ? TokenKind.Unknown
                : piece.Length == 6 && piece.StartsWith("<0x", StringComparison.Ordinal) && piece[5] == '>' ? TokenKind.Byte
                : TokenKind.Normal;
            var score = kind != TokenKind.Normal ? 0 : -(float)ranks.GetValueOrDefault(piece, ranks.Count);
            _tokens.Set(FileName, id, piece, score, kind);
        }
    }

    private List<(string Text, long Id)> Vocabulary()
    {
        if (ModelConfig.Property(_model, "vocab") is not { ValueKind: JsonValueKind.Object } vocabulary)
            throw FolderFault.Refuse(FileName, "'vocab' is missing");
        var tokens = new List<(string, long)>();
        foreach (var entry in vocabulary.EnumerateObject())
        {
            if (entry.Value.ValueKind != JsonValueKind.Number || !entry.Value.TryGetInt64(out var id))
                throw FolderFault.Refuse(FileName, $"the token {GgufFault.Quote(entry.Name)} has no number");
            tokens.Add((entry.Name, id));
        }
        return tokens;
    }

    private void AddAdded()
    {
        if (ModelConfig.Property(_root, "added_tokens") is not { ValueKind: JsonValueKind.Array } added)
            return;
        foreach (var token in added.EnumerateArray())
        {
            if (ModelConfig.Property(token, "content") is not { ValueKind: JsonValueKind.String } content
                || ModelConfig.Property(token, "id") is not { ValueKind: JsonValueKind.Number } number || !number.TryGetInt64(out var id))
                throw FolderFault.Refuse(FileName, "an entry of 'added_tokens' has no content or no id");
            _tokens.Append(FileName, id, content.GetString()!, ModelConfig.Property(token, "special") is { ValueKind: JsonValueKind.True });
        }
    }

    private List<(string Left, string Right)> Merges()
    {
        if (ModelConfig.Property(_model, "merges") is not { ValueKind: JsonValueKind.Array } merges || merges.GetArrayLength() > MostMerges)
            throw FolderFault.Refuse(FileName, "'merges' is missing or too long");
        return [.. merges.EnumerateArray().Select(Pair)];
    }

    // "a b" in older files, ["a", "b"] in newer ones.
    private static (string Left, string Right) Pair(JsonElement merge)
    {
        if (merge.ValueKind == JsonValueKind.String && merge.GetString()!.Split(' ') is [{ Length: > 0 } left, { Length: > 0 } right])
            return (left, right);
        if (merge.ValueKind == JsonValueKind.Array && merge.GetArrayLength() == 2
            && merge.EnumerateArray().All(part => part.ValueKind == JsonValueKind.String))
            return (merge[0].GetString()!, merge[1].GetString()!);
        throw FolderFault.Refuse(FileName, $"the merge {GgufFault.Quote(merge.GetRawText())} is no pair");
    }

    // The normaliser puts it there, or the step that cuts at spaces.
    private bool AddsSpace()
    {
        var text = ModelConfig.Property(_root, "normalizer")?.GetRawText() ?? "";
        if (text.Contains("\"Prepend\"", StringComparison.Ordinal))
            return true;
        return ModelConfig.Property(_root, "pre_tokenizer") is { ValueKind: JsonValueKind.Object } cuts
            && ModelConfig.Property(cuts, "type") is { ValueKind: JsonValueKind.String } type && type.GetString() == "Metaspace"
            && (ModelConfig.Property(cuts, "prepend_scheme") is { ValueKind: JsonValueKind.String } scheme
                ? scheme.GetString() != "never"
                : ModelConfig.Property(cuts, "add_prefix_space") is not { ValueKind: JsonValueKind.False });
    }

    private bool Flag(string name) => ModelConfig.Property(_model, name) is { ValueKind: JsonValueKind.True };
}
