using System.Text.Json.Nodes;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Chat.Tools;
using LocalAI.Plugins.Llama.Sampling;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>Renders the messages of a request with a chat template.</summary>
/// <param name="format">The template and its format.</param>
/// <param name="settings">What the load wants.</param>
/// <param name="addsBegin">Whether tokenising adds the begin token by itself.</param>
internal sealed class ChatPromptReader(ChatFormat format, ChatSettings settings, bool addsBegin)
{
    private const string Assistant = "assistant";

    private readonly ChatTemplate _template = format.Template;

    /// <summary>Reads a request with Messages.</summary>
    /// <param name="request">The request.</param>
    /// <param name="tools">The functions that may be called; empty for none.</param>
    /// <param name="choice">Whether one must be.</param>
    /// <param name="cancellationToken">Ends the rendering.</param>
    /// <exception cref="EngineException">A field is wrong, or the template refuses the conversation.</exception>
    public ChatPrompt Read(PredictOptions request, ToolList tools, ToolChoice choice, CancellationToken cancellationToken)
    {
        var messages = new ChatMessageReader(_template.Mentions).Read(request.Messages);
        var inputs = TemplateVariables.Read(request);
        if (settings.ReasoningBudget == 0)
            inputs.TryAdd(TemplateVariables.EnableThinking, false);
        var begun = settings.PrefillAssistant ? TakeBegun(messages, inputs) : "";

        if (format.DescribesTools)
            DescribedTools.Tell(messages, tools, choice);
        ChatInputs.Fit(messages, _template);
        inputs["messages"] = messages;
        inputs["add_generation_prompt"] = true;
        if (tools.Tools.Count > 0 && !format.DescribesTools)
            inputs["tools"] = JsonArray.Create(tools.Json);
        var text = WithoutBegin(_template.Render(inputs, cancellationToken)) + begun;

        var startsInReasoning = format.Tools.Reasoning.AreOpenAtEndOf(text);
        // A grammar of the request's own goes before that of the tools.
        var grammar = request.Grammar.Length > 0
            ? GrammarSettings.None : ToolGrammar.Build(format.Tools, tools, choice, startsInReasoning);
        return new ChatPrompt(
            text, format.Tools, tools, grammar, settings.ReasoningFormat, settings.ReasoningBudget, startsInReasoning);
    }

    /// <summary>
    /// Takes the message that the answer is to continue off the end. What it says cannot stand in a thought, so the model does not
    /// think.
    /// </summary>
    private string TakeBegun(JsonArray messages, JsonObject inputs)
    {
        var last = messages.Count - 1;
        if (last < 0 || !IsBegun(messages[last]!))
            return "";
        if (last > 0 && IsBegun(messages[last - 1]!))
        {
            throw Refuse($"Messages[{last - 1}] and Messages[{last}] are both of the assistant; "
                + "only one can be continued, so join them.");
        }
        if (format.Tools.SupportsThinking)
        {
            if (TemplateVariables.Thinking(inputs) == true)
            {
                throw Refuse($"Messages[{last}] is of the assistant and would be continued, but enable_thinking is true; "
                    + "leave one of the two out.");
            }
            inputs[TemplateVariables.EnableThinking] = false;
        }
        var begun = messages[last]!["content"]!.GetValue<string>();
        messages.RemoveAt(last);
        return begun;
    }

    private static bool IsBegun(JsonNode message) =>
        message["role"]!.GetValue<string>() == Assistant && message["tool_calls"] is null;

    // A second begin token would be one that the model never saw.
    private string WithoutBegin(string text) =>
        addsBegin && _template.Begin.Length > 0 && text.StartsWith(_template.Begin, StringComparison.Ordinal)
            ? text[_template.Begin.Length..] : text;

    private static EngineException Refuse(string message) => new(EngineFailure.InvalidInput, message);
}
