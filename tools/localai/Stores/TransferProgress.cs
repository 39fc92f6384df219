using System.Globalization;

namespace LocalAI.CommandLine.Stores;

/// <summary>How far rows are; written by one thread and read by another.</summary>
/// <param name="fraction">Which part of all is done, from 0 to 1; null where nobody knows.</param>
internal sealed class TransferProgress(Func<double?> fraction)
{
    private long _rows;
    private long _unknown;

    /// <summary>The progress of something that has so many rows.</summary>
    public static TransferProgress Of(long rows)
    {
        TransferProgress? progress = null;
        return progress = new TransferProgress(() => rows > 0 ? (double)progress!.Rows / rows : null);
    }

    /// <summary>Rows that are done.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Rows of which nobody knows, after an interruption.</summary>
    public long Unknown => Interlocked.Read(ref _unknown);

    /// <summary>Which part of all is done, from 0 to 1; null where nobody knows.</summary>
    public double? Fraction => fraction();

    /// <summary>Counts rows.</summary>
    public void Add(int rows) => Interlocked.Add(ref _rows, rows);

    /// <summary>Counts rows whose call was not answered.</summary>
    public void AddUnknown(int rows) => Interlocked.Add(ref _unknown, rows);

    /// <summary>The rows for people: 1 row, 12,000 rows.</summary>
    public string DescribeRows() => Describe(Rows);

    /// <summary>The rows of an import for people.</summary>
    public string DescribeStored() => Rows switch
    {
        0 => "nothing was stored",
        1 => "1 row is in",
        _ => $"{DescribeRows()} are in",
    };

    /// <summary>Rows for people.</summary>
    public static string Describe(long rows) => string.Create(CultureInfo.InvariantCulture, $"{rows:N0} {(rows == 1 ? "row" : "rows")}");
}
