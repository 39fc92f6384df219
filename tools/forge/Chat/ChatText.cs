using System.Text.Json;
using System.Text.Json.Nodes;
using LocalAI.Plugins.Jinja;

namespace LocalAI.Plugins.Forge.Chat;

/// <summary>Conversations as the model reads them: what its chat template makes of them.</summary>
internal static class ChatText
{
    /// <summary>The chat template's text.</summary>
    public static string Template { get; } = Read();

    private static readonly JinjaTemplate Compiled = JinjaTemplate.Parse(Template, "tiny-chat.jinja");

    /// <summary>Renders a row with messages.</summary>
    /// <param name="row">The row; its <c>messages</c>, <c>tools</c> and <c>enable_thinking</c> are read.</param>
    /// <param name="asksForTurn">Whether the assistant's header follows.</param>
    public static string Render(JsonObject row, bool asksForTurn = false)
    {
        var inputs = new JsonObject { ["messages"] = row["messages"]!.DeepClone(), ["add_generation_prompt"] = asksForTurn };
        foreach (var name in (string[])["tools", "enable_thinking"])
        {
            if (row[name] is { } value)
                inputs[name] = value.DeepClone();
        }
        return Compiled.Render(JinjaValue.From(JsonSerializer.SerializeToElement(inputs)));
    }

    private static string Read()
    {
        using var stream = typeof(ChatText).Assembly.GetManifestResourceStream("tiny-chat.jinja")!;
        using var reader = new StreamReader(stream);
        // A checkout on Windows may have other line ends; a template's are part of what it writes.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
