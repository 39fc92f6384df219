namespace LocalAI.CommandLine.Stores;

/// <summary>Writes rows into files that are whole, or not there.</summary>
internal interface IRowWriter : IDisposable
{
    /// <summary>Begins.</summary>
    /// <param name="rows">How many rows will come.</param>
    /// <param name="dimension">Numbers of each key.</param>
    void Begin(long rows, int dimension);

    /// <summary>Writes a row.</summary>
    /// <exception cref="UserError">The files cannot hold it.</exception>
    void Write(StoreRow row);

    /// <summary>Puts the files into place.</summary>
    void Publish();
}
