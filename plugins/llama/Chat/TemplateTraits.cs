using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>
/// What a chat template can take. Templates do not say it, so each trait is found by rendering a conversation with a word in it
/// that must come out.
/// </summary>
/// <param name="TypedContent">Content must be a list of parts, <c>[{"type": "text", "text": …}]</c>.</param>
/// <param name="TextArguments">The arguments of a call must be JSON text; elsewhere they are the object.</param>
/// <param name="TakesSystem">A message of the system comes out; elsewhere it has to be said by the user.</param>
internal sealed record TemplateTraits(bool TypedContent, bool TextArguments, bool TakesSystem)
{
    private const string Spoken = "spoken-word";
    private const string Ruled = "ruled-word";
    private const string Given = "given-word";

    /// <summary>Finds them out.</summary>
    public static TemplateTraits Of(ChatTemplate template)
    {
        var typed = !Says(template, Spoken, User(typed: false)) && Says(template, Spoken, User(typed: true));
        return new TemplateTraits(
            typed,
            !TakesObjects(template, typed) && Says(template, Given, User(typed), Calling("{\"argument\": \"" + Given + "\"}"), Result()),
            Says(template, Ruled, Message("system", Ruled, typed), User(typed)));
    }

    private static bool TakesObjects(ChatTemplate template, bool typed)
    {
        var rendered = Render(template, User(typed), Calling(new JsonObject { ["argument"] = Given }), Result());
        // Joined to text, an object comes out as Python writes it, which no model was trained on.
        return rendered is not null && rendered.Contains(Given, StringComparison.Ordinal)
            && !rendered.Contains("{'argument': '" + Given, StringComparison.Ordinal);
    }

    private static bool Says(ChatTemplate template, string word, params JsonObject[] messages) =>
        Render(template, messages)?.Contains(word, StringComparison.Ordinal) ?? false;

    private static string? Render(ChatTemplate template, params JsonObject[] messages) => template.TryRender(new JsonObject
    {
        ["messages"] = new JsonArray([.. messages]),
        ["add_generation_prompt"] = true,
    });

    private static JsonObject User(bool typed) => Message("user", Spoken, typed);

    private static JsonObject Message(string role, string text, bool typed) => new()
    {
        ["role"] = role,
        ["content"] = typed ? new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text }) : JsonValue.Create(text),
    };

    private static JsonObject Calling(JsonNode arguments) => new()
    {
        ["role"] = "assistant",
        ["content"] = "",
        ["tool_calls"] = new JsonArray(new JsonObject
        {
            ["id"] = "call00001",
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = "look", ["arguments"] = arguments },
        }),
    };

    private static JsonObject Result() => new()
    {
        ["role"] = "tool",
        ["tool_call_id"] = "call00001",
        ["name"] = "look",
        ["content"] = "seen",
    };
}
