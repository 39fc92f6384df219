namespace LocalAI.Plugins.Store.Rows;

/// <summary>What names rows by their numbers beside the table, and so has a say in when a number may be taken again.</summary>
internal interface IRowIndex
{
    /// <summary>Changes whenever rows that were held may be held no more.</summary>
    int Releases { get; }

    /// <summary>How many of the rows taken again it knows; it asks for no earlier one any more.</summary>
    long ReusedSeen { get; }

    /// <summary>Whether a deleted row must stay as it is.</summary>
    bool Holds(int row);

    /// <summary>There is a new snapshot.</summary>
    void Changed();
}
