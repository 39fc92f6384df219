using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.OnnxRuntime.Runs;
using Microsoft.ML.OnnxRuntime;

namespace LocalAI.Plugins.OnnxRuntime.Sessions;

/// <summary>Opens sessions. A file is looked at by our own code first, so that what is no model never gets to native code.</summary>
internal static class SessionOpener
{
    private const int MostThreads = 512;

    /// <exception cref="EngineException">The model is not there, no ONNX model, broken, or the device cannot be used.</exception>
    public static OnnxSession Open(string field, string path, OnnxSettings settings)
    {
        var file = OnnxFile.Read(field, path);
        WeightFiles.Check(field, path, file);
        CheckTensors(field, path, file);
        NativeEnvironment.Prepare();
        try
        {
            return Open(path, file, settings);
        }
        catch (Exception e) when (NativeFault.Is(e))
        {
            throw NativeFault.OfOpening(field, path, settings.Device, e);
        }
    }

    private static OnnxSession Open(string path, OnnxFile file, OnnxSettings settings)
    {
        using var options = Options(settings);
        var log = SessionLog.Attach(options, settings.Logger);
        InferenceSession? session = null;
        try
        {
            session = new InferenceSession(path, options);
            return new OnnxSession(session, log, file) { Path = path, Bytes = BytesOf(path, file), Device = settings.Device };
        }
        catch
        {
            session?.Dispose();
            log.Dispose();
            throw;
        }
    }

    private static SessionOptions Options(OnnxSettings settings)
    {
        var options = new SessionOptions
        {
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            InterOpNumThreads = 1,
            IntraOpNumThreads = settings.Threads > 0 ? Math.Min(settings.Threads, MostThreads) : Environment.ProcessorCount,
            EnableCpuMemArena = true,
            EnableMemoryPattern = true,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        // Threads that spin while they wait take the cores from other models and other processes.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            ExecutionProvider.Select(options, settings.Device);
            return options;
        }
        catch
        {
            options.Dispose();
            throw;
        }
    }

    private static void CheckTensors(string field, string path, OnnxFile file)
    {
        foreach (var slot in file.Inputs.Concat(file.Outputs))
        {
            if (!ElementType.IsPlain(slot.Type))
            {
                throw new EngineException(EngineFailure.InvalidInput,
                    $"{field} is '{path}', whose '{slot.Name}' is no tensor of numbers; export the model without it.");
            }
        }
    }

    private static long BytesOf(string path, OnnxFile file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return new FileInfo(path).Length + file.WeightFiles.Sum(name => new FileInfo(Path.Combine(folder, name)).Length);
    }
}
