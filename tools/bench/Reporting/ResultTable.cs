using System.Globalization;
using LocalAI.Plugins.Bench.Measures;
using Spectre.Console;

namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>Prints the result for people.</summary>
internal static class ResultTable
{
    /// <summary>Wide enough for a row in one line where the output goes to a file.</summary>
    private const int FileWidth = 220;

    public static void Show(IAnsiConsole console, Report report)
    {
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = FileWidth;
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("measure", "unit", "ours", "reference", "ratio", "spread", "target", "met", "load", "others' cores");
        foreach (var result in report.Results)
            table.AddRow([.. Cells(result).Select(cell => (Markup)Markup.FromInterpolated($"{cell}"))]);
        console.Write(table);

        foreach (var result in report.Results)
        {
            foreach (var note in result.Notes.Prepend(result.Failure?.Reason).OfType<string>())
                console.MarkupLineInterpolated($"{result.Name}: {note}");
        }
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[grey]{report.Machine}, {report.LoadAfter:0.00} at the end[/]");
    }

    public static void List(IAnsiConsole console, IReadOnlyList<IMeasure> measures)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("name", "measure", "target");
        foreach (var measure in measures)
            table.AddRow(Markup.FromInterpolated($"{measure.Name}"), Markup.FromInterpolated($"{measure.Title}"), new Markup(measure.Target.ToString()));
        console.Write(table);
    }

    private static string[] Cells(MeasureResult result) => result.Ratios.Count == 0 || result.Failure is not null
        ? [Measure(result), result.Unit, "", "", "", "", result.Target.ToString(), "not measured", Load(result), ""]
        :
        [
            Measure(result),
            result.Unit,
            Number(result.Ours.Median),
            $"{Number(result.Reference.Median)} {result.ReferenceName}",
            Ratio(result.Ratio.Median),
            $"{Ratio(result.Ratio.Least)} to {Ratio(result.Ratio.Most)}, {result.Ratios.Count} rounds",
            result.Target.ToString(),
            result.IsMet ? "yes" : "no",
            Load(result),
            Ratio(result.OtherCores),
        ];

    private static string Measure(MeasureResult result) => $"{result.Name}: {result.Title}";

    private static string Load(MeasureResult result) => $"{Ratio(result.LoadBefore)} to {Ratio(result.LoadAfter)}";

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
}
