using Spectre.Console;

namespace LocalAI.CommandLine.Rendering;

/// <summary>Tables as the tool draws them: with lines on a terminal, as bare columns where the output is piped on.</summary>
internal static class Tables
{
    public static Table Create(IAnsiConsole console, params IEnumerable<string> columns)
    {
        var plain = !console.Profile.Out.IsTerminal;
        var table = new Table { Border = plain ? TableBorder.None : TableBorder.Rounded, BorderStyle = new Style(decoration: Decoration.Dim) };
        foreach (var column in columns)
            table.AddColumn(new TableColumn(new Markup($"[bold]{Markup.Escape(column)}[/]")) { Padding = new Padding(plain ? 0 : 1, 0, plain ? 2 : 1, 0) });
        return table;
    }

    /// <summary>Text as it is: brackets in it are not markup.</summary>
    public static string Cell(string text) => Markup.Escape(text);
}
