using System.Text.Json.Nodes;
using LocalAI.Plugins.Llama.Chat.Formats;
using LocalAI.Plugins.Llama.Chat.Tools;

namespace LocalAI.Plugins.Llama.Chat;

/// <summary>A chat template and how a model that was trained with it writes calls and thoughts.</summary>
/// <param name="Template">The template.</param>
/// <param name="Shown">The format that the template shows; without calls where it cannot write any.</param>
internal sealed record ChatFormat(ChatTemplate Template, ToolFormat Shown)
{
    /// <summary>Whether the template knows no calls, so that the conversation itself has to describe them.</summary>
    public bool DescribesTools => Shown.Syntax == ToolSyntax.None;

    /// <summary>How calls and thoughts are written.</summary>
    public ToolFormat Tools { get; } = Shown.Syntax == ToolSyntax.None ? DescribedTools.FormatBeside(Shown) : Shown;

    /// <summary>Finds out the format of a template by trying it; takes some milliseconds.</summary>
    public static ChatFormat Of(ChatTemplate template) => new(template, TemplateAnalysis.Analyze(inputs => TryRender(template, inputs)));

    private static string? TryRender(ChatTemplate template, TemplateInputs inputs)
    {
        var messages = (JsonArray)inputs.Messages.DeepClone();
        ChatInputs.Fit(messages, template);
        var variables = new JsonObject { ["messages"] = messages, ["add_generation_prompt"] = inputs.AddGenerationPrompt };
        if (inputs.Tools is { } tools)
            variables["tools"] = tools.DeepClone();
        if (inputs.EnableThinking is { } thinking)
            variables[TemplateVariables.EnableThinking] = thinking;
        return template.TryRender(variables);
    }
}
