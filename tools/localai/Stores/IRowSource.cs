namespace LocalAI.CommandLine.Stores;

/// <summary>A file with rows.</summary>
internal interface IRowSource : IAsyncDisposable
{
    /// <summary>Its bytes; null where nobody knows before they are read.</summary>
    long? Length { get; }

    /// <summary>The bytes that were read.</summary>
    long Position { get; }

    /// <summary>Reads its rows, once.</summary>
    /// <exception cref="BadRow">One of them cannot be imported.</exception>
    IAsyncEnumerable<ImportRow> ReadAsync(CancellationToken cancellationToken);
}
