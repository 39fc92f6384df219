using System.Globalization;
using LocalAI.Plugins.Bench.Measures;
using Spectre.Console;

namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>Prints the result for people.</summary>
internal static class ResultTable
{
    /// <summary>Wide enough for a row in one line where the output goes to a file.</summary>
    private const int FileWidth = 220;

    public static IAnsiConsole Prepare(IAnsiConsole console)
    {
        if (!console.Profile.Out.IsTerminal)
            console.Profile.Width = FileWidth;
        return console;
    }

    public static void Show(IAnsiConsole console, Report report)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("measure", "unit", "ours", "reference", "ratio", "spread", "target", "met", "load", "others' cores");
        foreach (var result in report.Results)
            table.AddRow([.. Cells(result).Select(cell => (Markup)Markup.FromInterpolated($"{cell}"))]);
        console.Write(table);

        foreach (var result in report.Results)
        {
            if (result.Others.Length > 0)
                console.MarkupLineInterpolated($"{result.Measure.Name}: not the best reference: {result.Others}.");
            foreach (var note in result.Notes.Prepend(result.Failure?.Reason).OfType<string>())
                console.MarkupLineInterpolated($"{result.Measure.Name}: {note}");
        }
        console.MarkupLineInterpolated($"[grey]{report.Machine}, {Ratio(report.LoadAfter)} at the end[/]");
    }

    public static void List(IAnsiConsole console, IReadOnlyList<IMeasure> measures)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("name", "measure", "target");
        foreach (var measure in measures)
            table.AddRow(measure.Name, measure.Title, measure.Target.ToString());
        console.Write(table);
    }

    private static string[] Cells(MeasureResult result)
    {
        var measure = result.Measure;
        var title = $"{measure.Name}: {measure.Title}";
        var load = $"{Ratio(result.Load.Before)} to {Ratio(result.Load.After)}";
        if (result.Ratios.Count == 0 || result.Failure is not null)
            return [title, measure.Unit, "", "", "", "", measure.Target.ToString(), "not measured", load, ""];
        return
        [
            title,
            measure.Unit,
            Number(result.Ours.Median),
            $"{Number(result.Reference.Median)} {result.ReferenceName}",
            Ratio(result.Ratio.Median),
            $"{Ratio(result.Ratio.Least)} to {Ratio(result.Ratio.Most)}, {result.Ratios.Count} rounds",
            measure.Target.ToString(),
            result.IsMet ? "yes" : "no",
            load,
            Ratio(result.Load.OtherCores),
        ];
    }

    private static string Ratio(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString(value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);
}
