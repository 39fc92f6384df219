using LocalAI.Plugins.Trainer.Checkpoints;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace LocalAI.Plugins.Trainer.Training;

/// <summary>Draws the losses of a training over its steps.</summary>
internal static class LossCurve
{
    /// <summary>The file's name beside a checkpoint.</summary>
    public const string FileName = "loss.svg";

    private const int Width = 900;
    private const int Height = 450;

    /// <summary>Points that a line has at most; those between them are averaged.</summary>
    private const int MostPoints = 2000;

    /// <summary>An SVG document.</summary>
    /// <param name="log">What was measured, in its order.</param>
    public static string Draw(IReadOnlyList<LogEntry> log)
    {
        var plot = new PlotModel { Title = "Loss", Background = OxyColors.White };
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = "step", MajorGridlineStyle = LineStyle.Dot });
        plot.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Title = "loss", MajorGridlineStyle = LineStyle.Dot });
        plot.Legends.Add(new Legend());
        plot.Series.Add(Line("training", [.. log.Where(entry => !entry.IsEvaluation)], OxyColors.SteelBlue));
        if (log.Any(entry => entry.IsEvaluation))
            plot.Series.Add(Line("evaluation", [.. log.Where(entry => entry.IsEvaluation)], OxyColors.DarkOrange));
        return new SvgExporter { Width = Width, Height = Height }.ExportToString(plot);
    }

    private static LineSeries Line(string title, IReadOnlyList<LogEntry> points, OxyColor color)
    {
        var line = new LineSeries { Title = title, Color = color, StrokeThickness = 1.5 };
        var group = ((points.Count - 1) / MostPoints) + 1;
        line.Points.AddRange(points.Where(point => double.IsFinite(point.Loss)).Chunk(group)
            .Select(chunk => new DataPoint(chunk.Average(point => point.Step), chunk.Average(point => point.Loss))));
        return line;
    }
}
