using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.OnnxRuntime.Caching;
using LocalAI.Plugins.OnnxRuntime.Runs;
using Microsoft.ML.OnnxRuntime;

namespace LocalAI.Plugins.OnnxRuntime.Sessions;

/// <summary>Opens sessions. A file is looked at by our own code first, so that what is no model never gets to native code.</summary>
internal static class SessionOpener
{
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
        if (GraphCache.For(path, file, settings) is not { } cache || cache.KeyOf(path) is not { } key)
            return Create(path, path, file, settings, GraphOptimizationLevel.ORT_ENABLE_ALL);
        return OpenKept(cache, key, path, file, settings) ?? OpenAndKeep(cache, key, path, file, settings);
    }

    private static OnnxSession? OpenKept(GraphCache cache, string key, string path, OnnxFile file, OnnxSettings settings)
    {
        if (cache.Find(key) is not { } kept)
            return null;
        try
        {
            return Create(kept, path, file, settings, GraphOptimizationLevel.ORT_DISABLE_ALL);
        }
        catch (OnnxRuntimeException e)
        {
            cache.Drop(kept, NativeFault.Reason(e));
            return null;
        }
    }

    private static OnnxSession OpenAndKeep(GraphCache cache, string key, string path, OnnxFile file, OnnxSettings settings)
    {
        if (cache.Stage(key) is not { } staged)
            return Create(path, path, file, settings, GraphOptimizationLevel.ORT_ENABLE_ALL);
        try
        {
            var session = Create(path, path, file, settings, GraphOptimizationLevel.ORT_ENABLE_ALL, staged);
            cache.Keep(key, staged);
            return session;
        }
        catch (OnnxRuntimeException e)
        {
            // Either the model is broken, which shows again here, or the graph could not be written.
            var session = Create(path, path, file, settings, GraphOptimizationLevel.ORT_ENABLE_ALL);
            cache.Report(NativeFault.Reason(e));
            return session;
        }
        finally
        {
            cache.Discard(staged);
        }
    }

    /// <param name="graph">The file to open: the model's own, or its optimised graph.</param>
    /// <param name="path">The model's own file.</param>
    /// <param name="file">What that says.</param>
    /// <param name="settings">How.</param>
    /// <param name="level">What is optimised.</param>
    /// <param name="target">Where the optimised graph is written; null for nowhere.</param>
    private static OnnxSession Create(
        string graph, string path, OnnxFile file, OnnxSettings settings, GraphOptimizationLevel level, string? target = null)
    {
        using var options = SessionSettings.Of(settings);
        options.GraphOptimizationLevel = level;
        if (target is not null)
            options.OptimizedModelFilePath = target;
        var log = SessionLog.Attach(options, settings.Logger);
        InferenceSession? session = null;
        try
        {
            session = new InferenceSession(graph, options);
            return new OnnxSession(session, log, file) { Path = path, Bytes = BytesOf(path, file), Device = settings.Device };
        }
        catch
        {
            session?.Dispose();
            log.Dispose();
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
