using System.Text.Json.Nodes;

namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>
/// Finds how a model writes tool calls and thoughts from what its chat template makes of them: the same message is rendered with one
/// call and with two, with one argument and with two, and so on, and what differs shows where the markers are. The template's text
/// and the model's name are never looked at.
/// </summary>
internal static class TemplateAnalysis
{
    private const string HarmonyRecipient = "to=functions." + TemplateProbe.FirstFunction;
    private const string HarmonyChannel = "<|channel|>";

    /// <param name="render">Renders the template; null where the template refuses its inputs.</param>
    public static ToolFormat Analyze(Func<TemplateInputs, string?> render)
    {
        var probe = new TemplateProbe(render);
        if (probe.Plain is null || !probe.Plain.Contains(TemplateProbe.Answer, StringComparison.Ordinal))
            return ToolFormat.None;

        var one = probe.RenderCalls(null, Call(TemplateProbe.FirstFunction, TemplateProbe.FirstId));
        if (one?.Contains(HarmonyRecipient, StringComparison.Ordinal) == true && one.Contains(HarmonyChannel, StringComparison.Ordinal))
            return DocumentedFormats.Harmony;

        var reasoning = ReasoningAnalysis.Find(probe);
        var format = one is null ? DocumentedFormats.Find(probe) : Calls(probe, reasoning, one);
        var contentStart = ReasoningAnalysis.ContentStart(probe, reasoning);
        return format with
        {
            Reasoning = reasoning,
            ContentStart = contentStart,
            ContentEnd = ReasoningAnalysis.ContentEnd(probe, contentStart),
        };
    }

    private static ToolFormat Calls(TemplateProbe probe, ReasoningMarkers reasoning, string one)
    {
        one = ReasoningAnalysis.WithoutReasoning(one, reasoning);
        var two = probe.RenderCalls(null,
            Call(TemplateProbe.FirstFunction, TemplateProbe.FirstId),
            Call(TemplateProbe.SecondFunction, TemplateProbe.SecondId));
        two = two is not null && two.Contains(TemplateProbe.SecondFunction, StringComparison.Ordinal)
            ? ReasoningAnalysis.WithoutReasoning(two, reasoning)
            : null;
        var format = JsonAnalysis.Find(probe, one, two) ?? TagAnalysis.Find(probe, one, two) ?? ToolFormat.None;
        return format with { AllowsParallelCalls = two is not null };
    }

    private static JsonObject Call(string function, string id) =>
        TemplateProbe.Call(function, id, new JsonObject { [TemplateProbe.FirstArgument] = TemplateProbe.FirstValue });
}
