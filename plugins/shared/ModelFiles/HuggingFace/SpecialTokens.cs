using System.Text.Json;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>The tokens that begin and end a text, and their like.</summary>
internal sealed record SpecialTokens
{
    // The name in the folder's files, and in GGUF.
    private static readonly (string Name, string Key)[] Names =
        [("bos", "bos_token_id"), ("eos", "eos_token_id"), ("unk", "unknown_token_id"), ("pad", "padding_token_id")];

    private readonly Dictionary<string, uint> _ids = new(StringComparer.Ordinal);
    private bool? _addsBegin;
    private bool? _addsEnd;

    /// <summary>Whether a text gets the first of them; null where the folder does not say.</summary>
    public bool? AddsBegin => _addsBegin;

    /// <summary>The number of a token by the name that the folder's files have for it (bos, eos, unk, pad); null for none.</summary>
    public int? Find(string name) => _ids.TryGetValue(Names.First(known => known.Name == name).Key, out var id) ? (int)id : null;

    /// <summary>Reads them: tokenizer_config.json names them by text, config.json by number.</summary>
    public static SpecialTokens Read(TokenList tokens, JsonElement? tokenizerConfig, ModelConfig config, JsonElement? postProcessor)
    {
        var special = new SpecialTokens();
        foreach (var (name, key) in Names)
        {
            var text = tokenizerConfig is { } named ? Text(ModelConfig.Property(named, $"{name}_token")) : null;
            var id = text is null ? null : tokens.Find(text);
            id ??= Number(config.Find($"{name}_token_id")) is { } number && number < tokens.Texts.Count ? number : null;
            if (id is { } found)
                special._ids[key] = (uint)found;
        }
        special._addsBegin = Flag(tokenizerConfig, "add_bos_token") ?? Adds(postProcessor, special._ids, "bos_token_id", 0, tokens);
        special._addsEnd = Flag(tokenizerConfig, "add_eos_token") ?? Adds(postProcessor, special._ids, "eos_token_id", ^1, tokens);
        return special;
    }

    public void Write(GgufHead head)
    {
        foreach (var (_, key) in Names)
        {
            if (_ids.TryGetValue(key, out var id))
                head.Add($"tokenizer.ggml.{key}", id);
        }
        // Asked for a token that there is not, llama.cpp refuses the file.
        if (_addsBegin is { } begin && (!begin || _ids.ContainsKey("bos_token_id")))
            head.Add("tokenizer.ggml.add_bos_token", begin);
        if (_addsEnd is { } end && (!end || _ids.ContainsKey("eos_token_id")))
            head.Add("tokenizer.ggml.add_eos_token", end);
    }

    // {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>"}}, {"Sequence": …}]}, alone or in a sequence.
    private static bool? Adds(JsonElement? processor, Dictionary<string, uint> ids, string key, Index place, TokenList tokens)
    {
        if (processor is not { } one)
            return null;
        if (ModelConfig.Property(one, "processors") is { ValueKind: JsonValueKind.Array } several)
            return several.EnumerateArray().Select(each => Adds(each, ids, key, place, tokens)).FirstOrDefault(found => found is not null);
        if (ModelConfig.Property(one, "single") is not { ValueKind: JsonValueKind.Array } single || single.GetArrayLength() < 2)
            return null;
        var item = single[place.GetOffset(single.GetArrayLength())];
        return ModelConfig.Property(item, "SpecialToken") is { } token && Text(ModelConfig.Property(token, "id")) is { } text
            && tokens.Find(text) is { } id && ids.TryGetValue(key, out var expected) ? id == expected : null;
    }

    private static bool? Flag(JsonElement? element, string name) => element is { } there ? ModelConfig.Property(there, name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => null,
    } : null;

    private static string? Text(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } token => Text(ModelConfig.Property(token, "content")),
        _ => null,
    };

    // A model that can end in several ways has a list.
    private static int? Number(JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var id) && id >= 0 => id,
        { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 0 => Number(list[0]),
        _ => null,
    };
}
