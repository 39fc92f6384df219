using LocalAI.Plugins.Llama.Chat;
using LocalAI.Plugins.Llama.Chat.Formats;

namespace LocalAI.Plugins.Llama.Tests.Chat;

/// <summary>The chat templates of known models, and the formats that they show.</summary>
internal static class ChatTemplates
{
    /// <summary>The name under which the tests know a small template that renders calls as OpenAI's gpt-oss does.</summary>
    public const string Harmony = "harmony";

    private const string HarmonyTemplate = """
        {%- for message in messages -%}
            {%- if message.tool_calls -%}
                {{- '<|start|>assistant to=functions.' + message.tool_calls[0].function.name }}
                {{- '<|channel|>commentary json<|message|>' }}
                {{- message.tool_calls[0].function.arguments | tojson + '<|call|>' }}
            {%- else -%}
                {{- '<|start|>' + message.role + '<|message|>' + message.content + '<|end|>' }}
            {%- endif -%}
        {%- endfor -%}
        {%- if add_generation_prompt -%}<|start|>assistant{%- endif -%}
        """;

    private static readonly Dictionary<string, ChatFormat> Formats = [];

    /// <summary>Small templates of our own, built as some models' are.</summary>
    private static readonly string OwnFolder = Path.Combine(SolutionFolder.Path, "tests", "Llama.Tests", "Chat", "Data", "Templates");

    /// <summary>The names of the small templates of our own.</summary>
    public static IReadOnlyList<string> Own { get; } =
        [Harmony, .. Directory.GetFiles(OwnFolder, "*.jinja").Select(file => Path.GetFileName(file))];

    /// <summary>The format of a template of ../shared/data/templates or of the tests, or a skip with the reason.</summary>
    public static ToolFormat FormatOf(string file) => Of(file).Tools;

    /// <summary>A template of ../shared/data/templates or of the tests, or a skip with the reason.</summary>
    public static ChatTemplate TemplateOf(string file) => Of(file).Template;

    /// <summary>A template of ../shared/data/templates or of the tests with its format, or a skip with the reason.</summary>
    public static ChatFormat Of(string file)
    {
        lock (Formats)
        {
            if (Formats.TryGetValue(file, out var format))
                return format;
            return Formats[file] = ChatFormat.Of(new ChatTemplate(SourceOf(file), "<s>", "</s>"));
        }
    }

    private static string SourceOf(string file)
    {
        if (file == Harmony)
            return HarmonyTemplate;
        var own = Path.Combine(OwnFolder, file);
        return File.ReadAllText(File.Exists(own) ? own : SharedFiles.Find($"data/templates/{file}"));
    }
}
