using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>A vocabulary of joined bytes as tokenizer.json has it.</summary>
internal static class BytePairJson
{
    public static JsonObject Of(Vocabulary vocabulary)
    {
        var cutter = WordCutter.Find(vocabulary.PreTokenizer)!;
        var (tokens, added) = (new JsonObject(), new JsonArray());
        for (var id = 0; id < vocabulary.Texts.Count; id++)
        {
            if (vocabulary.Kinds[id] == TokenKind.Normal)
            {
                tokens[vocabulary.Texts[id]] = id;
            }
            else if (IsAdded(vocabulary.Kinds[id]))
            {
                var token = Added(vocabulary, id);
                token.Insert(0, "id", id);
                added.Add(token);
            }
        }
        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = added,
            ["normalizer"] = null,
            ["pre_tokenizer"] = Cuts(cutter),
            ["post_processor"] = vocabulary is { AddsBegin: true, Begin: { } begin }
                ? Begins(vocabulary.Texts[begin], begin) : ByteLevel(ownWords: false),
            ["decoder"] = ByteLevel(ownWords: false),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = false,
                ["byte_fallback"] = false,
                ["ignore_merges"] = cutter.TakesWholeWords,
                ["vocab"] = tokens,
                ["merges"] = new JsonArray([.. vocabulary.Merges.Select(merge => JsonSerializer.SerializeToNode(merge.Split(' ')))]),
            },
        };
    }

    /// <summary>Whether a token is one that is looked for in a text before words are cut.</summary>
    public static bool IsAdded(TokenKind kind) => kind is TokenKind.Control or TokenKind.UserDefined or TokenKind.Unknown;

    /// <summary>Such a token, without its number.</summary>
    public static JsonObject Added(Vocabulary vocabulary, int id) => new()
    {
        ["content"] = vocabulary.Texts[id],
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = vocabulary.Kinds[id] != TokenKind.UserDefined,
    };

    private static JsonObject Cuts(WordCutter cutter)
    {
        if (cutter.Expression is null && !cutter.SplitsDigits)
            return ByteLevel(ownWords: true);
        var first = cutter.SplitsDigits
            ? new JsonObject { ["type"] = "Digits", ["individual_digits"] = true }
            : new JsonObject
            {
                ["type"] = "Split",
                ["pattern"] = new JsonObject { ["Regex"] = cutter.Expression },
                ["behavior"] = "Isolated",
                ["invert"] = false,
            };
        return new JsonObject
        {
            ["type"] = "Sequence",
            ["pretokenizers"] = new JsonArray(first, ByteLevel(ownWords: cutter.SplitsDigits)),
        };
    }

    private static JsonObject ByteLevel(bool ownWords) => new()
    {
        ["type"] = "ByteLevel",
        ["add_prefix_space"] = false,
        ["trim_offsets"] = false,
        ["use_regex"] = ownWords,
    };

    private static JsonObject Begins(string text, int id) => new()
    {
        ["type"] = "TemplateProcessing",
        ["single"] = new JsonArray(Special(text, 0), Sequence("A", 0)),
        ["pair"] = new JsonArray(Special(text, 0), Sequence("A", 0), Special(text, 1), Sequence("B", 1)),
        ["special_tokens"] = new JsonObject
        {
            [text] = new JsonObject { ["id"] = text, ["ids"] = new JsonArray(id), ["tokens"] = new JsonArray(text) },
        },
    };

    private static JsonObject Special(string text, int part) =>
        new() { ["SpecialToken"] = new JsonObject { ["id"] = text, ["type_id"] = part } };

    private static JsonObject Sequence(string name, int part) =>
        new() { ["Sequence"] = new JsonObject { ["id"] = name, ["type_id"] = part } };
}
