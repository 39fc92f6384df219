using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Jinja;

namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>Renders a chat template for its analysis.</summary>
internal static class TemplateRendering
{
    /// <summary>Finds how the model of a template writes calls and thoughts.</summary>
    /// <param name="template">The model's template.</param>
    /// <param name="bos">The text of the token that begins a text.</param>
    /// <param name="eos">The text of the token that ends one.</param>
    public static ToolFormat FormatOf(JinjaTemplate template, string bos, string eos) =>
        TemplateAnalysis.Analyze(inputs => Render(template, inputs, bos, eos));

    private static string? Render(JinjaTemplate template, TemplateInputs inputs, string bos, string eos)
    {
        var variables = new JsonObject
        {
            ["messages"] = inputs.Messages.DeepClone(),
            ["add_generation_prompt"] = inputs.AddGenerationPrompt,
            ["bos_token"] = bos,
            ["eos_token"] = eos,
        };
        if (inputs.Tools is not null)
            variables["tools"] = inputs.Tools.DeepClone();
        if (inputs.EnableThinking is { } enableThinking)
            variables["enable_thinking"] = enableThinking;
        // Firefunction's names for the tools and the time.
        if (template.Inputs.Contains("functions"))
            variables["functions"] = inputs.Tools?.ToJsonString() ?? "";
        if (template.Inputs.Contains("datetime"))
            variables["datetime"] = "";
        try
        {
            return template.Render(JinjaValue.From(JsonSerializer.SerializeToElement(variables)));
        }
        catch (JinjaException)
        {
            return null;
        }
    }
}
