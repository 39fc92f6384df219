using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>What a chat template is rendered with when its formats are looked for.</summary>
/// <param name="Messages">The conversation, as templates read it; arguments of calls are objects.</param>
/// <param name="Tools">The functions, as in a request; null for none.</param>
/// <param name="AddGenerationPrompt">Whether the assistant's header follows.</param>
/// <param name="EnableThinking">The variable enable_thinking; null leaves it undefined.</param>
internal sealed record TemplateInputs(JsonArray Messages, JsonArray? Tools, bool AddGenerationPrompt, bool? EnableThinking);

/// <summary>Renders one made-up conversation in several ways, with words that are easy to find again.</summary>
/// <param name="render">Renders the template; null where the template refuses.</param>
internal sealed class TemplateProbe(Func<TemplateInputs, string?> render)
{
    public const string Question = "QQUESTIONQ";
    public const string Answer = "AANSWERA";
    public const string Thought = "TTHOUGHTT";
    public const string FirstFunction = "fnalphaq";
    public const string SecondFunction = "fnbetaq";
    public const string FirstId = "idalphaq1";
    public const string SecondId = "idbetaqq2";
    public const string FirstArgument = "argoneq";
    public const string SecondArgument = "argtwoq";
    public const string FirstValue = "VVALONEV";
    public const string SecondValue = "VVALTWOV";
    public const int Number = 471147;

    private string? _header;

    /// <summary>A plain answer; null when the template cannot even render that.</summary>
    public string? Plain { get; } = Render(render, [User(), new JsonObject { ["role"] = "assistant", ["content"] = Answer }]);

    /// <summary>What the template makes of a question when there are tools; null where it refuses tools.</summary>
    public string? WithTools { get; } = render(new TemplateInputs([User()], Tools(), AddGenerationPrompt: false, null));

    /// <summary>What stands between the answer and the end of the rendering.</summary>
    public string PlainTail => Plain!.Between(Answer, "");

    /// <summary>The prompt up to where a model begins to write; what only some prompts have is not in it.</summary>
    public string Header => _header ??= FindHeader();

    /// <summary>The prompt for the next answer.</summary>
    public string? Prompt(bool? enableThinking) =>
        Render(render, [User()], addGenerationPrompt: true, enableThinking);

    /// <summary>What an assistant message adds to the header; null where the template refuses it.</summary>
    public string? Render(JsonObject message)
    {
        var text = Render(render, [User(), message]);
        return text is null || !text.Contains(Question, StringComparison.Ordinal) ? null : text[Markup.CommonStart(text, Header).Length..];
    }

    /// <summary>What a message with calls adds to the header, with whichever empty content the template takes.</summary>
    public string? RenderCalls(string? thought, params JsonObject[] calls)
    {
        foreach (var content in (JsonNode?[])["", null])
        {
            var message = new JsonObject { ["role"] = "assistant", ["content"] = content, ["tool_calls"] = Copy(calls) };
            if (thought is not null)
                AddThought(message);
            if (Render(message) is { } text && text.Contains(FirstFunction, StringComparison.Ordinal))
                return text;
        }
        return null;
    }

    /// <summary>A later question after an answer, to see what a template does with earlier answers.</summary>
    public string? RenderEarlier(string content) =>
        Render(render, [User(), new JsonObject { ["role"] = "assistant", ["content"] = content }, User()]);

    public static JsonObject AddThought(JsonObject message)
    {
        // Templates call it by one of these names.
        foreach (var name in (string[])["reasoning_content", "reasoning", "thinking"])
            message[name] = Thought;
        return message;
    }

    public static JsonObject Call(string function, string id, JsonObject arguments) => new()
    {
        ["id"] = id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = function, ["arguments"] = arguments },
    };

    private string FindHeader()
    {
        var header = Plain![..Plain!.IndexOf(Answer, StringComparison.Ordinal)];
        foreach (var enableThinking in (bool?[])[null, true, false])
        {
            if (Prompt(enableThinking) is { } prompt && prompt.Contains(Question, StringComparison.Ordinal))
                header = Markup.CommonStart(header, prompt);
        }
        return header.Contains(Question, StringComparison.Ordinal) ? header : Plain[..Plain.IndexOf(Answer, StringComparison.Ordinal)];
    }

    /// <summary>Renders with tools, or without where the template cannot.</summary>
    private static string? Render(
        Func<TemplateInputs, string?> render, JsonArray messages, bool addGenerationPrompt = false, bool? enableThinking = null)
    {
        var inputs = new TemplateInputs(messages, Tools(), addGenerationPrompt, enableThinking);
        return render(inputs) ?? render(inputs with { Tools = null });
    }

    private static JsonObject User() => new() { ["role"] = "user", ["content"] = Question };

    private static JsonArray Copy(JsonObject[] calls) => [.. calls.Select(call => call.DeepClone())];

    private static JsonArray Tools() => [Tool(FirstFunction), Tool(SecondFunction)];

    private static JsonObject Tool(string name) => new()
    {
        ["type"] = "function",
        ["function"] = new JsonObject
        {
            ["name"] = name,
            ["description"] = "A function.",
            ["parameters"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { [FirstArgument] = Property("string"), [SecondArgument] = Property("string") },
                ["required"] = new JsonArray(),
            },
        },
    };

    private static JsonObject Property(string type) => new() { ["type"] = type, ["description"] = "A value." };
}
