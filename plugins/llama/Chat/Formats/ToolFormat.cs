using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.Llama.Chat.Formats;

/// <summary>
/// How a model writes tool calls and reasoning: the strings of <see cref="ToolFormatMarkers"/>, with the same meanings, and what is
/// needed beyond them. Markers keep the white space that the template writes; readers demand only the rest.
/// </summary>
internal sealed record ToolFormat
{
    public static ToolFormat None { get; } = new();

    public ToolSyntax Syntax { get; init; }

    public string SectionStart { get; init; } = "";

    public string SectionEnd { get; init; } = "";

    public string CallStart { get; init; } = "";

    public string CallEnd { get; init; } = "";

    /// <summary>
    /// Whether the prompt ends with <see cref="CallStart"/>, so that an answer begins with a function's name, or with
    /// <see cref="ContentStart"/> where it is text.
    /// </summary>
    public bool PromptBeginsCall { get; init; }

    /// <summary>Between two calls, after the end of the one and before the start of the other.</summary>
    public string CallSeparator { get; init; } = "";

    public string NamePrefix { get; init; } = "";

    public string NameSuffix { get; init; } = "";

    public string FunctionClose { get; init; } = "";

    public string ArgsStart { get; init; } = "";

    public string ArgsEnd { get; init; } = "";

    public string ArgNamePrefix { get; init; } = "";

    public string ArgNameSuffix { get; init; } = "";

    public string ArgValuePrefix { get; init; } = "";

    public string ArgValueSuffix { get; init; } = "";

    /// <summary>
    /// What stands between <see cref="ArgNameSuffix"/> and <see cref="ArgValuePrefix"/> and says the value's type; null for nothing.
    /// </summary>
    public TypeWords? ValueTypes { get; init; }

    /// <summary>Whether arguments are elements that end with their own names and hold further elements, not JSON.</summary>
    public bool ArgumentsAreElements { get; init; }

    /// <summary>Whether strings may stand in a CDATA block.</summary>
    public bool HasCharacterData { get; init; }

    /// <summary>Whether arrays and objects between markers are written as Python writes them.</summary>
    public bool ValuesArePython { get; init; }

    /// <summary>Whether arguments, and what they hold, stand in the order of their names.</summary>
    public bool ArgumentsAreSorted { get; init; }

    /// <summary>How the arguments of <see cref="ToolSyntax.TagWithJson"/> are written.</summary>
    public LiteralSyntax Literals { get; init; } = LiteralSyntax.Json;

    public string FunctionField { get; init; } = "";

    public string NameField { get; init; } = "";

    public string ArgsField { get; init; } = "";

    public string IdField { get; init; } = "";

    public bool NameIsKey { get; init; }

    public bool IsArray { get; init; }

    /// <summary>Whether the arguments are JSON in a JSON string.</summary>
    public bool ArgsAreText { get; init; }

    public CallIdPosition IdPosition { get; init; }

    public string IdPrefix { get; init; } = "";

    public string IdSuffix { get; init; } = "";

    public ReasoningMarkers Reasoning { get; init; } = ReasoningMarkers.None;

    /// <summary>Before the answer's text, after the reasoning. Without any brackets it counts only where the text can begin.</summary>
    public string ContentStart { get; init; } = "";

    public string ContentEnd { get; init; } = "";

    /// <summary>Whether the template renders several calls in one message.</summary>
    public bool AllowsParallelCalls { get; init; }

    /// <summary>Whether thinking can be asked for: the template has reasoning markers.</summary>
    public bool SupportsThinking => Reasoning.Exist;

    /// <summary>The markers that begin calls, without the white space around; empty where a call is bare JSON.</summary>
    public IReadOnlyList<string> Triggers => [.. Trimmed(SectionStart, CallStart)];

    /// <summary>
    /// All markers, without the white space around. Where one is a control token of the vocabulary, the token's text must reach the
    /// parser.
    /// </summary>
    public IEnumerable<string> Markers => Trimmed(
        SectionStart, SectionEnd, CallStart, CallEnd, NamePrefix, NameSuffix, FunctionClose, ArgsStart, ArgsEnd, ArgNamePrefix,
        ArgNameSuffix, ArgValuePrefix, ArgValueSuffix, IdPrefix, IdSuffix, Reasoning.Start, Reasoning.End, ContentStart, ContentEnd,
        Literals.Quote);

    /// <summary>The markers for ModelMetadata, which has no word for arguments that are neither JSON nor just tagged.</summary>
    public ToolFormatMarkers ToMessage() => new()
    {
        FormatType = Syntax switch
        {
            ToolSyntax.JsonNative => "json_native",
            ToolSyntax.TagWithJson when Literals == LiteralSyntax.Json => "tag_with_json",
            ToolSyntax.TagWithTagged when !ArgumentsAreElements && ValueTypes is null => "tag_with_tagged",
            _ => "",
        },
        SectionStart = SectionStart,
        SectionEnd = SectionEnd,
        PerCallStart = CallStart,
        PerCallEnd = CallEnd,
        FuncNamePrefix = NamePrefix,
        FuncNameSuffix = NameSuffix,
        FuncClose = FunctionClose,
        ArgNamePrefix = ArgNamePrefix,
        ArgNameSuffix = ArgNameSuffix,
        ArgValuePrefix = ArgValuePrefix,
        ArgValueSuffix = ArgValueSuffix,
        NameField = NameField,
        ArgsField = ArgsField,
        IdField = IdField,
        FunNameIsKey = NameIsKey,
        ToolsArrayWrapped = IsArray,
        ReasoningStart = Reasoning.Start,
        ReasoningEnd = Reasoning.End,
        ContentStart = ContentStart,
        ContentEnd = ContentEnd,
        ArgsStart = ArgsStart,
        ArgsEnd = ArgsEnd,
        FunctionField = FunctionField,
        CallIdPosition = IdPosition switch
        {
            CallIdPosition.PreFuncName => "pre_func_name",
            CallIdPosition.BetweenFuncAndArgs => "between_func_and_args",
            _ => "none",
        },
        CallIdPrefix = IdPrefix,
        CallIdSuffix = IdSuffix,
    };

    private static IEnumerable<string> Trimmed(params string[] markers) =>
        markers.Select(marker => marker.Trim()).Where(marker => marker.Length > 0).Distinct(StringComparer.Ordinal);
}
