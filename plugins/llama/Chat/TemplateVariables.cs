using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>Reads what a request's Metadata gives to the chat template: <c>enable_thinking</c> and any other variable.</summary>
internal static class TemplateVariables
{
    /// <summary>The variable that switches thinking on and off, in nearly all templates.</summary>
    public const string EnableThinking = "enable_thinking";

    private const string Merged = "chat_template_kwargs";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // The request itself says what these are.
    private static readonly string[] Reserved =
        ["messages", "tools", "documents", "add_generation_prompt", "bos_token", "eos_token", "raise_exception", "strftime_now"];

    /// <summary>
    /// The variables: each pair of Metadata, then over them the members of the JSON object in <c>chat_template_kwargs</c>. The words
    /// true and false are meant as such. What is no object there is passed over: a client may have written it.
    /// </summary>
    public static JsonObject Read(PredictOptions request)
    {
        var variables = new JsonObject();
        foreach (var (name, value) in request.Metadata)
        {
            if (name != Merged)
                Set(variables, name, JsonValue.Create(value));
        }
        if (request.Metadata.TryGetValue(Merged, out var text) && ParseObject(text) is { } merged)
        {
            foreach (var (name, value) in merged)
                Set(variables, name, value?.DeepClone());
        }
        return variables;
    }

    /// <summary>Whether thinking is asked for; null when the request does not say.</summary>
    public static bool? Thinking(JsonObject variables) =>
        variables[EnableThinking] is JsonValue value && value.TryGetValue<bool>(out var thinking) ? thinking : null;

    private static void Set(JsonObject variables, string name, JsonNode? value)
    {
        if (Reserved.Contains(name))
            return;
        variables[name] = value is JsonValue word && word.TryGetValue<string>(out var text)
            ? text switch { "true" or "True" => true, "false" or "False" => false, _ => word }
            : value;
    }

    private static JsonObject? ParseObject(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
