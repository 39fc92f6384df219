using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace LocalAI.Plugins.Bench.Seeing;

/// <summary>The models of a call run bare: session.Run on inputs that lie ready, each as often as the call runs it.</summary>
internal sealed class BareRuns : IDisposable
{
    private readonly List<(InferenceSession Session, OrtValue Input, int Times)> _models = [];
    private readonly RunOptions _options = new();

    /// <summary>Adds a model with one float input of a fixed shape.</summary>
    /// <param name="file">The model.</param>
    /// <param name="times">How often a call runs it.</param>
    /// <param name="threads">Threads of one operator, as the plugin has them.</param>
    public void Add(string file, int times, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        // As the plugins open them: what is compared is the call around the runs.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        var session = new InferenceSession(file, options);
        long[] shape = [.. session.InputMetadata.Values.Single().Dimensions.Select(length => (long)length)];
        var input = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Float, shape);
        var numbers = input.GetTensorMutableDataAsSpan<float>();
        var random = new Random(1);
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = random.NextSingle();
        _models.Add((session, input, times));
    }

    /// <summary>Runs all of them.</summary>
    /// <returns>The milliseconds in session.Run.</returns>
    public double Run()
    {
        var elapsed = TimeSpan.Zero;
        foreach (var (session, input, times) in _models)
        {
            for (var i = 0; i < times; i++)
            {
                var started = Stopwatch.GetTimestamp();
                using var outputs = session.Run(_options, session.InputNames, [input], session.OutputNames);
                elapsed += Stopwatch.GetElapsedTime(started);
            }
        }
        return elapsed.TotalMilliseconds;
    }

    public void Dispose()
    {
        foreach (var (session, input, _) in _models)
        {
            input.Dispose();
            session.Dispose();
        }
        _options.Dispose();
    }
}
