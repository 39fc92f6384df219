using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LocalAI.Plugins.Bench.Reporting;

/// <summary>Writes the result for programs, with every sample.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(FileInfo file, Report report)
    {
        using var stream = file.Create();
        JsonSerializer.Serialize(stream, new
        {
            report.Machine,
            report.LoadAfter,
            report.Rounds,
            Measures = report.Results.Select(result => new
            {
                result.Measure.Name,
                result.Measure.Title,
                result.Measure.Unit,
                Target = result.Measure.Target.ToString(),
                result.IsMet,
                result.Ratio,
                result.Ratios,
                result.Ours,
                result.ReferenceName,
                result.Reference,
                Samples = result.Samples.Sides.ToDictionary(side => side, side => result.Samples[side]),
                result.Notes,
                result.Failure,
                result.Load,
            }),
        }, Format);
    }
}
