using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Tokens;

/// <summary>
/// Writes a vocabulary of joined bytes as the files that the Hugging Face libraries read: tokenizer.json and tokenizer_config.json.
/// </summary>
internal static class TokenizerJsonWriter
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The files, by name, in UTF-8.</summary>
    /// <param name="vocabulary">What <see cref="BpeTrainer"/> made, with its begin and end tokens.</param>
    /// <param name="padding">The text of the token that fills up batches; null for none.</param>
    /// <param name="chatTemplate">The chat template; null for none.</param>
    /// <param name="context">Tokens that the model is made for.</param>
    public static IReadOnlyDictionary<string, byte[]> Write(Vocabulary vocabulary, string? padding, string? chatTemplate, int context) =>
        new Dictionary<string, byte[]>(StringComparer.Ordinal)
        {
            ["tokenizer.json"] = JsonSerializer.SerializeToUtf8Bytes(Tokenizer(vocabulary), Layout),
            ["tokenizer_config.json"] = JsonSerializer.SerializeToUtf8Bytes(
                Settings(vocabulary, padding, chatTemplate, context), Layout),
        };

    private static JsonObject Tokenizer(Vocabulary vocabulary)
    {
        var (tokens, added) = (new JsonObject(), new JsonArray());
        for (var id = 0; id < vocabulary.Texts.Count; id++)
        {
            if (vocabulary.Kinds[id] == TokenKind.Normal)
                tokens[vocabulary.Texts[id]] = id;
            else
                added.Add(Added(vocabulary, id, withId: true));
        }
        return new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = added,
            ["normalizer"] = null,
            ["pre_tokenizer"] = new JsonObject
            {
                ["type"] = "Sequence",
                ["pretokenizers"] = new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "Split",
                        ["pattern"] = new JsonObject { ["Regex"] = PreTokenizers.OneDigit },
                        ["behavior"] = "Isolated",
                        ["invert"] = false,
                    },
                    ByteLevel()),
            },
            ["post_processor"] = vocabulary is { AddsBegin: true, Begin: { } begin } ? Begins(vocabulary.Texts[begin], begin) : ByteLevel(),
            ["decoder"] = ByteLevel(),
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = null,
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = false,
                ["byte_fallback"] = false,
                ["ignore_merges"] = false,
                ["vocab"] = tokens,
                ["merges"] = new JsonArray([.. vocabulary.Merges.Select(merge => JsonSerializer.SerializeToNode(merge.Split(' ')))]),
            },
        };
    }

    private static JsonObject Settings(Vocabulary vocabulary, string? padding, string? chatTemplate, int context)
    {
        var added = new JsonObject();
        for (var id = 0; id < vocabulary.Texts.Count; id++)
        {
            if (vocabulary.Kinds[id] != TokenKind.Normal)
                added[$"{id}"] = Added(vocabulary, id, withId: false);
        }
        var settings = new JsonObject
        {
            ["add_bos_token"] = vocabulary.AddsBegin,
            ["add_prefix_space"] = false,
            ["added_tokens_decoder"] = added,
            ["bos_token"] = vocabulary.Begin is { } begin ? vocabulary.Texts[begin] : null,
            ["clean_up_tokenization_spaces"] = false,
            ["eos_token"] = vocabulary.End is { } end ? vocabulary.Texts[end] : null,
            ["model_max_length"] = context,
            ["pad_token"] = padding,
            ["tokenizer_class"] = "PreTrainedTokenizerFast",
            ["unk_token"] = null,
        };
        if (chatTemplate is not null)
            settings["chat_template"] = chatTemplate;
        return settings;
    }

    private static JsonObject Added(Vocabulary vocabulary, int id, bool withId)
    {
        var token = new JsonObject
        {
            ["content"] = vocabulary.Texts[id],
            ["single_word"] = false,
            ["lstrip"] = false,
            ["rstrip"] = false,
            ["normalized"] = false,
            ["special"] = vocabulary.Kinds[id] == TokenKind.Control,
        };
        if (withId)
            token.Insert(0, "id", id);
        return token;
    }

    private static JsonObject ByteLevel() => new()
    {
        ["type"] = "ByteLevel",
        ["add_prefix_space"] = false,
        ["trim_offsets"] = false,
        ["use_regex"] = false,
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
