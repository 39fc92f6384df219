using LocalAI.Plugins.Bench.Reporting;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>One row of the table: the same work done by us and by a reference, in turn.</summary>
internal interface IMeasure : IAsyncDisposable
{
    /// <summary>The name to choose it by.</summary>
    string Name { get; }

    /// <summary>What is measured, and against what.</summary>
    string Title { get; }

    /// <summary>The unit of a sample.</summary>
    string Unit { get; }

    /// <summary>What the ratio of ours to the reference should be.</summary>
    Target Target { get; }

    /// <summary>Rounds that are run and not counted.</summary>
    int WarmUpRounds => 1;

    /// <summary>Fewer rounds than this say too little.</summary>
    int LeastRounds => 5;

    /// <summary>Ours first, then the references, of which the best counts. Run after <see cref="PrepareAsync"/>.</summary>
    IReadOnlyList<Side> Sides { get; }

    /// <summary>What a reader of the figures should know, such as whether both sides wrote the same text.</summary>
    IEnumerable<string> Notes => [];

    /// <summary>Starts what the sides need; all of it is ended by disposal.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);
}
