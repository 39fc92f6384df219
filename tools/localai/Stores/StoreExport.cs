using LocalAI.CommandLine.Stores.Npy;

namespace LocalAI.CommandLine.Stores;

/// <summary>Writes rows into a file, sorted by their keys: the same rows give the same bytes.</summary>
internal static class StoreExport
{
    /// <summary>Opens the files.</summary>
    /// <param name="to">A .jsonl or .npy file.</param>
    /// <param name="values">With .npy: the file for the values.</param>
    /// <exception cref="UserError">They cannot be written.</exception>
    public static IRowWriter Open(string to, string? values)
    {
        var file = new PartialFile(to);
        if (!RowSources.IsNpy(to))
            return new JsonLinesWriter(file);
        try
        {
            return new NpyWriter(file, values is null ? null : new PartialFile(values));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes all rows and puts the files into place.</summary>
    public static void Write(NamespaceRows rows, IRowWriter writer, TransferProgress progress, CancellationToken cancellationToken)
    {
        writer.Begin(rows.Count, rows.Dimension);
        foreach (var row in rows.Sorted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.Write(row);
            progress.Add(1);
        }
        writer.Publish();
    }
}
