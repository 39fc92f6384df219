using System.Collections;
using System.Text.Json;
using Parquet;
using Parquet.Serialization;

namespace LocalAI.Plugins.Trainer.Datasets;

/// <summary>Rows of an Apache Parquet file, read one row group after another; lists and structures become JSON.</summary>
internal static class ParquetRows
{
    public static IEnumerable<DatasetRow> Read(string path)
    {
        using var file = File.OpenRead(path);
        var number = 0L;
        for (var group = 0; group < Groups(file, path); group++)
        {
            foreach (var columns in Group(file, path, group))
                yield return Row(columns, ++number);
        }
    }

    private static DatasetRow Row(IDictionary<string, object> values, long number)
    {
        var columns = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            if (value is not null)
                columns[name] = JsonSerializer.SerializeToElement(Plain(value));
        }
        return new DatasetRow($"row {number:N0}", columns);
    }

    /// <summary>The library's values within lists and structures as those that JSON has.</summary>
    private static object? Plain(object? value) => value switch
    {
        ReadOnlyMemory<char> text => text.ToString(),
        IDictionary<string, object?> structure => structure.ToDictionary(member => member.Key, member => Plain(member.Value)),
        string or byte[] or null => value,
        IEnumerable list => list.Cast<object?>().Select(Plain).ToList(),
        _ => value,
    };

    private static int Groups(FileStream file, string path) => Open(path, async () =>
    {
        await using var reader = await ParquetReader.CreateAsync(file, leaveStreamOpen: true).ConfigureAwait(false);
        return reader.RowGroupCount;
    });

    private static IEnumerable<IDictionary<string, object>> Group(FileStream file, string path, int group) => Open(path, async () =>
    {
        file.Position = 0;
        return (await ParquetSerializer.DeserializeUntypedAsync(file, rowGroupIndex: group).ConfigureAwait(false)).Data;
    });

    private static T Open<T>(string path, Func<Task<T>> read)
    {
        try
        {
            return read().GetAwaiter().GetResult();
        }
        // The library has no exception of its own for files that are damaged.
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw DatasetFault.Refuse(path, "", $"cannot be read as Parquet ({e.Message.TrimEnd('.')})", "write it again");
        }
    }
}
