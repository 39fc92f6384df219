using System.Text.Json;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Datasets;
using Parquet.Serialization;

namespace LocalAI.Plugins.Trainer.Tests.Datasets;

public sealed class DatasetFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a.jsonl", """
        {"prompt": "Hi, \"you\"", "tags": ["x", "y"]}

        {"prompt": "two\nlines", "score": null}
        """, "line 1, line 3")]
    [InlineData("a.json", """[{"prompt": "Hi, \"you\"", "tags": ["x", "y"]}, {"prompt": "two\nlines", "score": null}]""", "row 1, row 2")]
    [InlineData("a.csv", "prompt,tags,score\r\n\"Hi, \"\"you\"\"\",\"[\"\"x\"\", \"\"y\"\"]\",\r\n\"two\nlines\",,\r\n", "line 2, line 3")]
    public void All_kinds_give_the_same_rows(string name, string content, string places)
    {
        var rows = DatasetFile.Read(Write(name, content)).ToList();

        Assert.Equal(places, string.Join(", ", rows.Select(row => row.Place)));
        Assert.Equal("""prompt="Hi, \u0022you\u0022" tags=["x","y"]; prompt="two\nlines" """.Trim(), string.Join("; ", rows.Select(Show)));
    }

    [Fact]
    public async Task Parquet_is_read_with_lists_and_in_all_row_groups()
    {
        var path = Path.Combine(_folder, "a.parquet");
        var rows = Enumerable.Range(0, 30).Select(i => new ParquetRow { Prompt = $"p{i}", Tags = [$"{i}", "x"] }).ToList();
        await ParquetSerializer.SerializeAsync(
            rows, path, new Parquet.ParquetOptions { RowGroupSize = 8 }, cancellationToken: TestContext.Current.CancellationToken);

        var read = DatasetFile.Read(path).ToList();

        Assert.Equal(30, read.Count);
        Assert.Equal(("row 30", """Prompt="p29" Tags=["29","x"]"""), (read[29].Place, Show(read[29])));
    }

    [Fact]
    public void Text_is_cut_at_empty_lines()
    {
        var rows = DatasetFile.Read(Write("a.txt", "Once upon\na time.\n\n\nThe end.")).ToList();

        Assert.Equal(
            ["line 1: text=\"Once upon\\na time.\"", "line 5: text=\"The end.\""], rows.Select(row => $"{row.Place}: {Show(row)}"));
    }

    [Theory]
    [InlineData("a.xml", "<a/>", "The dataset 'a.xml' is of an unknown kind; use one of .csv, .json, .jsonl, .parquet, .txt.")]
    [InlineData("a.jsonl", "", "The dataset 'a.jsonl' is empty; give a file with at least one row.")]
    [InlineData("a.txt", "\n\n", "The dataset 'a.txt' is empty; give a file with at least one row.")]
    [InlineData("a.csv", "a,b\n", "The dataset 'a.csv' is empty; give a file with at least one row.")]
    [InlineData("a.json", "[]", "The dataset 'a.json' is empty; give a file with at least one row.")]
    [InlineData("a.json", "{}", "The dataset 'a.json' holds no array; write an array of objects, or one object a line into a .jsonl file.")]
    [InlineData("a.json", "[{},\n {,]", "The dataset 'a.json', line 2, is no JSON (at byte 3); correct it.")]
    [InlineData("a.jsonl", "{}\n{\"a\": \"\\ud800\"}", "The dataset 'a.jsonl', line 2, is no JSON (a text has half a character)")]
    [InlineData("a.json", "[{\"\\ud800\": 1}]", "The dataset 'a.json' is no JSON (a text has half a character); correct it.")]
    [InlineData("a.jsonl", "[1]", "The dataset 'a.jsonl', line 1, is a JSON array; make it an object with columns.")]
    [InlineData("a.csv", "a,b\n1,2\n1,\"2", "The dataset 'a.csv', line 3, is no row of the table")]
    [InlineData("a.csv", "a,b\n1,2,3\n", "The dataset 'a.csv', line 2, is no row of the table")]
    [InlineData("a.parquet", "PAR1 and no more", "The dataset 'a.parquet' cannot be read as Parquet")]
    public void What_is_wrong_is_named(string name, string content, string message)
    {
        var error = Assert.Throws<EngineException>(() => DatasetFile.Read(Write(name, content)).Count());

        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(EngineFailure.InvalidInput, error.Failure);
    }

    [Fact]
    public void A_broken_line_far_down_is_named_after_those_before_it_were_read()
    {
        var lines = Enumerable.Repeat("""{"text": "x"}""", 999).Append("""{"text": """).Append("""{"text": "y"}""");

        var error = Assert.Throws<EngineException>(() => DatasetFile.Read(Write("a.jsonl", string.Join('\n', lines))).Count());

        Assert.Equal("The dataset 'a.jsonl', line 1,000, is no JSON (at byte 10); correct it.", error.Message);
    }

    [Fact]
    public void A_missing_file_is_not_found() =>
        Assert.Equal(EngineFailure.NotFound, Assert.Throws<EngineException>(() => DatasetFile.Read("/nowhere/a.jsonl").Count()).Failure);

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    private static string Show(DatasetRow row) =>
        string.Join(' ', row.Columns.Select(column => $"{column.Key}={JsonSerializer.Serialize(column.Value)}"));

    private sealed record ParquetRow
    {
        public string Prompt { get; init; } = "";

        public List<string> Tags { get; init; } = [];
    }
}
