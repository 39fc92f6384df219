using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Tools;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>Renders the messages of a request with the model's chat template.</summary>
/// <param name="template">The template.</param>
/// <param name="format">How the model writes calls and thoughts.</param>
/// <param name="settings">What the load wants.</param>
/// <param name="addsBegin">Whether tokenising adds the begin token by itself.</param>
internal sealed class ChatPromptReader(ChatTemplate template, ToolFormat format, ChatSettings settings, bool addsBegin)
{
    private const string Assistant = "assistant";

    /// <summary>Reads a request with Messages.</summary>
    /// <exception cref="EngineException">A field is wrong, or the template refuses the conversation.</exception>
    public ChatPrompt Read(PredictOptions request, ToolList tools, CancellationToken cancellationToken)
    {
        var messages = new ChatMessageReader(template.Mentions).Read(request.Messages);
        var inputs = TemplateVariables.Read(request);
        var begun = settings.PrefillAssistant ? TakeBegun(messages, inputs) : "";
        if (settings.ReasoningBudget == 0)
            inputs.TryAdd(TemplateVariables.EnableThinking, false);

        ChatInputs.Fit(messages, template);
        inputs["messages"] = messages;
        inputs["add_generation_prompt"] = true;
        if (tools.Tools.Count > 0)
            inputs["tools"] = JsonArray.Create(tools.Json);
        var text = WithoutBegin(template.Render(inputs, cancellationToken)) + begun;
        return new ChatPrompt { Text = text, Tools = tools, StartsInReasoning = format.Reasoning.AreOpenAtEndOf(text) };
    }

    /// <summary>
    /// Takes the message that the answer is to continue off the end. What it says cannot stand in a thought, so the model does not
    /// think.
    /// </summary>
    private string TakeBegun(JsonArray messages, JsonObject inputs)
    {
        if (messages.Count == 0 || !IsBegun(messages[^1]!))
            return "";
        if (messages.Count > 1 && IsBegun(messages[^2]!))
        {
            throw Refuse($"Messages[{messages.Count - 2}] and Messages[{messages.Count - 1}] are both of the assistant; "
                + "only one can be continued, so join them.");
        }
        if (format.SupportsThinking)
        {
            if (TemplateVariables.Thinking(inputs) == true)
            {
                throw Refuse($"Messages[{messages.Count - 1}] is of the assistant and would be continued, but enable_thinking is true; "
                    + "give one of the two.");
            }
            inputs[TemplateVariables.EnableThinking] = false;
        }
        var begun = messages[^1]!["content"]!.GetValue<string>();
        messages.RemoveAt(messages.Count - 1);
        return begun;
    }

    private static bool IsBegun(JsonNode message) =>
        message["role"]!.GetValue<string>() == Assistant && message["tool_calls"] is null;

    // A second begin token would be one that the model never saw.
    private string WithoutBegin(string text) =>
        addsBegin && template.Begin.Length > 0 && text.StartsWith(template.Begin, StringComparison.Ordinal)
            ? text[template.Begin.Length..] : text;

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
