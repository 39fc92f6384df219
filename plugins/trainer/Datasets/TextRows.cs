using System.Text.Json;

namespace LocalAI.Plugins.Trainer.Datasets;

/// <summary>Plain text: paragraphs, set apart by empty lines, as rows with the column <c>text</c>.</summary>
internal static class TextRows
{
    public static IEnumerable<DatasetRow> Read(string path)
    {
        var paragraph = new List<string>();
        var (number, start) = (0L, 1L);
        foreach (var line in File.ReadLines(path).Append(""))
        {
            number++;
            if (line.Length > 0)
            {
                if (paragraph.Count == 0)
                    start = number;
                paragraph.Add(line);
                continue;
            }
            if (paragraph.Count > 0)
                yield return Row(string.Join('\n', paragraph), start);
            paragraph.Clear();
        }
    }

    private static DatasetRow Row(string text, long line) => new(
        $"line {line:N0}", new Dictionary<string, JsonElement> { ["text"] = JsonSerializer.SerializeToElement(text) });
}
