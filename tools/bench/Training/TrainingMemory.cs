using System.Globalization;
using LocalAI.Plugins.Bench.Processes;

namespace LocalAI.Plugins.Bench.Training;

/// <summary>
/// Takes a few steps in a process of its own, as a hidden verb of this executable, and prints by how many bytes its memory grew beyond
/// the loaded model at most.
/// </summary>
internal static class TrainingMemory
{
    public const string Verb = "training-memory";

    /// <summary>Says that layers are computed again.</summary>
    public const string Recomputes = "recomputes";

    private const int Steps = 3;
    private const int Batch = 16;

    public static int Run(string[] args)
    {
        var shape = TrainingModel.Deep;
        using var model = TrainingModel.Create(shape);
        // A short step of the smallest batch first: the library's own memory is not what is measured.
        new TrainerLoop(model, texts: 1, length: 8, recomputes: false).Run(steps: 1, batch: 1);
        GC.Collect();
        var before = ProcessMemory.Read(Environment.ProcessId).Resident;
        new TrainerLoop(model, Batch, shape.Context, recomputes: args is [Recomputes]).Run(Steps, Batch);
        var grown = ProcessMemory.Peak(Environment.ProcessId) - before;
        Console.WriteLine(grown.ToString(CultureInfo.InvariantCulture));
        return 0;
    }
}
