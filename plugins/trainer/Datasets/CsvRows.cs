using System.Text.Json;
using CsvHelper;

namespace LocalAI.Plugins.Trainer.Datasets;

/// <summary>
/// Comma-separated values (RFC 4180) whose first row names the columns. Values that are JSON arrays or objects become those.
/// </summary>
internal static class CsvRows
{
    private const int LongestRow = 64 * 1024 * 1024;

    private static readonly CsvReaderOptions Options = new()
    {
        TrackLineNumbers = true,
        MaxRecordSize = LongestRow,
        MalformedData = CsvMalformedDataHandling.Throw,
        FieldCountMismatch = CsvFieldCountHandling.Throw,
    };

    public static IEnumerable<DatasetRow> Read(string path)
    {
        using var csv = CsvReader.FromFile(path, Options);
        while (Next(csv, path))
        {
            var columns = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            for (var i = 0; i < csv.FieldCount; i++)
            {
                if (!csv.IsEmpty(i))
                    columns[csv.Headers[i]] = Value(csv.GetString(i));
            }
            yield return new DatasetRow($"line {csv.LineNumber:N0}", columns);
        }
    }

    private static bool Next(CsvReader csv, string path)
    {
        try
        {
            return csv.Read();
        }
        catch (CsvFormatException e)
        {
            throw DatasetFault.Refuse(
                path, $"line {csv.LineNumber:N0}", $"is no row of the table ({e.Message.Split('.')[0]})", "correct it");
        }
    }

    private static JsonElement Value(string text)
    {
        if (text[0] is '[' or '{')
        {
            try
            {
                using var document = JsonDocument.Parse(text);
                return document.RootElement.Clone();
            }
            catch (JsonException)
            {
                // Only a text that looks like it.
            }
        }
        return JsonSerializer.SerializeToElement(text);
    }
}
