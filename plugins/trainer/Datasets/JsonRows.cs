using System.Text;
using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.HuggingFace;

namespace LocalAI.Plugins.Trainer.Datasets;

/// <summary>Rows that are JSON objects: one a line, or all in one array.</summary>
internal static class JsonRows
{
    /// <summary>An array is held in memory as a whole; larger datasets are for .jsonl.</summary>
    private const long LargestArray = 1L << 30;

    /// <summary>One object a line; empty lines are left out.</summary>
    public static IEnumerable<DatasetRow> ReadLines(string path)
    {
        var number = 0L;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                yield return Row(path, $"line {number:N0}", () => StrictJson.Parse(Encoding.UTF8.GetBytes(line)).RootElement);
        }
    }

    /// <summary>An array of objects.</summary>
    public static IEnumerable<DatasetRow> ReadArray(string path)
    {
        if (new FileInfo(path).Length is var length && length > LargestArray)
        {
            throw DatasetFault.Refuse(
                path, "", $"has {length:N0} bytes, more than {LargestArray:N0}", "write one object a line into a .jsonl file");
        }
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            throw DatasetFault.Refuse(path, "", "holds no array", "write an array of objects, or one object a line into a .jsonl file");
        var number = 0L;
        foreach (var element in document.RootElement.EnumerateArray())
        {
            number++;
            yield return Row(path, $"row {number:N0}", () => element.Clone());
        }
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            return StrictJson.Parse(File.ReadAllBytes(path));
        }
        catch (JsonException e)
        {
            throw Broken(path, e.LineNumber is { } line ? $"line {line + 1:N0}" : "", e);
        }
    }

    private static DatasetRow Row(string path, string place, Func<JsonElement> read)
    {
        JsonElement element;
        try
        {
            element = read();
        }
        catch (JsonException e)
        {
            throw Broken(path, place, e);
        }
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw DatasetFault.Refuse(
                path, place, $"is a JSON {element.ValueKind.ToString().ToLowerInvariant()}", "make it an object with columns");
        }
        var columns = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null)
                columns[property.Name] = property.Value;
        }
        return new DatasetRow(place, columns);
    }

    private static EngineException Broken(string path, string place, JsonException e) => DatasetFault.Refuse(
        path, place, e.BytePositionInLine is { } position ? $"is no JSON (at byte {position + 1:N0})" : $"is no JSON ({e.Message})",
        "correct it");
}
