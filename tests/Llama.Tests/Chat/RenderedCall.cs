using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Llama.Chat;
using LocalAI.Plugins.Llama.Chat.Formats;

namespace LocalAI.Plugins.Llama.Tests.Chat;

/// <summary>A call as a model's own template writes it.</summary>
internal static class RenderedCall
{
    private const string Id = "abcdefgh1";
    private const string Question = "Measure it.";

    private static readonly JsonSerializerOptions AsWritten = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>From what begins the call to the end of the rendering.</summary>
    public static string Of(string template, string function, JsonObject arguments)
    {
        var format = ChatTemplates.FormatOf(template);
        if (format.IdPosition == CallIdPosition.AroundFuncName)
        {
            // Templates that number their calls refuse to be tried without the ids that only they make.
            return $"{format.SectionStart}{format.CallStart}{format.NamePrefix}{function}:0{format.NameSuffix}"
                + $"{arguments.ToJsonString(AsWritten)}{format.CallEnd}{format.SectionEnd}";
        }
        var call = new JsonObject
        {
            ["id"] = Id,
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = function, ["arguments"] = arguments.DeepClone() },
        };
        var messages = new JsonArray(
            new JsonObject { ["role"] = "user", ["content"] = Question },
            new JsonObject { ["role"] = "assistant", ["content"] = "", ["tool_calls"] = new JsonArray(call) });
        var chat = ChatTemplates.TemplateOf(template);
        ChatInputs.Fit(messages, chat);
        var text = chat.Render(new JsonObject { ["messages"] = messages, ["add_generation_prompt"] = false }, CancellationToken.None);
        var answer = text[text.LastIndexOf(Question, StringComparison.Ordinal)..];
        var trigger = format.Syntax == ToolSyntax.Harmony
            ? " to=functions."
            : $"{(format.IsArray ? "[" : "")}{{\"{format.NameField}\"";
        var start = answer.IndexOf(format.Triggers.Count > 0 ? format.Triggers[0] : trigger, StringComparison.Ordinal);
        Assert.True(start >= 0, answer);
        return answer[(start + (format.PromptBeginsCall ? format.CallStart.Length : 0))..];
    }
}
