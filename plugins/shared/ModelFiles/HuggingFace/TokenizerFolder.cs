using System.Globalization;
using System.Text.Json;

namespace LocalAI.Plugins.ModelFiles.HuggingFace;

/// <summary>Finds the tokenizer of a folder: tokenizer.model, or else tokenizer.json, and what tokenizer_config.json adds.</summary>
internal static class TokenizerFolder
{
    /// <summary>The file that says how a query and a document are joined for a score, as llama.cpp reads it.</summary>
    public const string RerankTemplateName = "additional_chat_templates/rerank.jinja";

    /// <summary>The file with the template that writes conversations.</summary>
    public const string ChatTemplateName = "chat_template.jinja";

    private const string ConfigName = "tokenizer_config.json";
    private const long LongestTemplate = 4L * 1024 * 1024;

    /// <param name="folder">The folder.</param>
    /// <param name="config">Its config.json.</param>
    /// <param name="rows">The rows of the embeddings, which is how many tokens there are.</param>
    /// <exception cref="Abstractions.EngineException">There is no tokenizer, or none that can be converted.</exception>
    public static Tokenizer Read(string folder, ModelConfig config, int rows)
    {
        var tokens = new TokenList(rows);
        var settings = JsonFile.ReadOptional(Path.Combine(folder, ConfigName));
        var pieces = Path.Combine(folder, SentencePieceModel.FileName);
        var json = JsonFile.ReadOptional(Path.Combine(folder, TokenizerJson.FileName));
        Tokenizer tokenizer;
        if (File.Exists(pieces))
        {
            var addsSpace = SentencePieceModel.Read(pieces, tokens);
            AddAdded(settings, tokens);
            tokenizer = new Tokenizer("llama", "default", tokens) { AddsSpace = Flag(settings, "add_prefix_space") ?? addsSpace };
        }
        else
        {
            tokenizer = TokenizerJson.Read(json ?? throw FolderFault.Refuse(
                folder, $"it has neither {SentencePieceModel.FileName} nor {TokenizerJson.FileName}", "download the whole model"), tokens);
        }
        var processor = json is { } file ? ModelConfig.Property(file, "post_processor") : null;
        return tokenizer with
        {
            Special = SpecialTokens.Read(tokens, settings, config, processor),
            ChatTemplate = Template(folder, settings),
            RerankTemplate = TextOf(Path.Combine(folder, RerankTemplateName)),
        };
    }

    private static void AddAdded(JsonElement? settings, TokenList tokens)
    {
        if (settings is not { } there
            || ModelConfig.Property(there, "added_tokens_decoder") is not { ValueKind: JsonValueKind.Object } added)
            return;
        foreach (var token in added.EnumerateObject())
        {
            if (!long.TryParse(token.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                || ModelConfig.Property(token.Value, "content") is not { ValueKind: JsonValueKind.String } content)
                throw FolderFault.Refuse(ConfigName, "an entry of 'added_tokens_decoder' has no number or no content");
            tokens.Append(
                ConfigName, id, content.GetString()!, ModelConfig.Property(token.Value, "special") is { ValueKind: JsonValueKind.True });
        }
    }

    private static string? Template(string folder, JsonElement? settings)
    {
        if (TextOf(Path.Combine(folder, ChatTemplateName)) is { } text)
            return text;
        return (settings is { } there ? ModelConfig.Property(there, "chat_template") : null) switch
        {
            { ValueKind: JsonValueKind.String } template => template.GetString(),
            // Several templates: the one for ordinary conversations.
            { ValueKind: JsonValueKind.Array } several => several.EnumerateArray()
                .Where(each => Text(each, "name") == "default").Select(each => Text(each, "template")).FirstOrDefault(),
            _ => null,
        };
    }

    private static string? TextOf(string file)
    {
        if (!File.Exists(file))
            return null;
        return new FileInfo(file).Length <= LongestTemplate
            ? File.ReadAllText(file) : throw FolderFault.Refuse(file, $"it has more than {LongestTemplate:N0} bytes");
    }

    private static string? Text(JsonElement element, string name) =>
        ModelConfig.Property(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static bool? Flag(JsonElement? settings, string name) => settings is { } there ? ModelConfig.Property(there, name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => null,
    } : null;
}
