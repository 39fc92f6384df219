namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>
/// Formats that differences do not show: harmony, whose messages have channels, and that of models whose templates refuse calls in a
/// sandbox, though they declare tools. Source: the models' own descriptions.
/// </summary>
internal static class DocumentedFormats
{
    /// <summary>How Moonshot's Kimi models declare tools.</summary>
    private const string KimiDeclaration = "<|im_system|>tool_declare<|im_middle|>";

    public static ToolFormat Harmony { get; } = new()
    {
        Syntax = ToolSyntax.Harmony,
        Reasoning = new ReasoningMarkers("<|channel|>analysis<|message|>", "<|end|><|start|>assistant"),
    };

    private static readonly ToolFormat Kimi = new()
    {
        Syntax = ToolSyntax.TagWithJson,
        SectionStart = "<|tool_calls_section_begin|>",
        SectionEnd = "<|tool_calls_section_end|>",
        CallStart = "<|tool_call_begin|>",
        CallEnd = "<|tool_call_end|>",
        NamePrefix = "functions.",
        NameSuffix = "<|tool_call_argument_begin|>",
        IdPosition = CallIdPosition.AroundFuncName,
        AllowsParallelCalls = true,
    };

    /// <summary>Knows a format by what the template makes of tools.</summary>
    public static ToolFormat Find(TemplateProbe probe) =>
        probe.WithTools?.Contains(KimiDeclaration, StringComparison.Ordinal) == true ? Kimi : ToolFormat.None;
}
