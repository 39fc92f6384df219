using LocalAI.Plugins.Llama.Chat;
using LocalAI.Plugins.Llama.Chat.Formats;

namespace LocalAI.Plugins.Llama.Tests.Chat;

/// <summary>The chat templates of known models, and the formats that they show.</summary>
internal static class ChatTemplates
{
    private static readonly Dictionary<string, ChatFormat> Formats = [];

    public static string Folder { get; } = Path.GetFullPath(Path.Combine(TestFiles.RepositoryRoot, "..", "shared", "data", "templates"));

    /// <summary>The format of a template of ../shared/data/templates, or a skip with the reason.</summary>
    public static ToolFormat FormatOf(string file) => Of(file).Tools;

    /// <summary>A template of ../shared/data/templates, or a skip with the reason.</summary>
    public static ChatTemplate TemplateOf(string file) => Of(file).Template;

    private static ChatFormat Of(string file)
    {
        var path = Path.Combine(Folder, file);
        Assert.SkipUnless(File.Exists(path), $"../shared/data/templates/{file} is not there");
        lock (Formats)
        {
            if (!Formats.TryGetValue(file, out var format))
                Formats[file] = format = ChatFormat.Of(new ChatTemplate(File.ReadAllText(path), "<s>", "</s>"));
            return format;
        }
    }
}
