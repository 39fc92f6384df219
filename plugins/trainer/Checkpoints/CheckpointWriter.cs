using System.Security.Cryptography;
using System.Text;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Trainer.Exporting;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Optimizers;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Training;

namespace LocalAI.Plugins.Trainer.Checkpoints;

/// <summary>Writes checkpoints: each is there as a whole or not at all.</summary>
/// <param name="task">What is trained.</param>
/// <param name="output">The output folder.</param>
/// <param name="totalSteps">Steps that will be taken in all.</param>
internal sealed class CheckpointWriter(TrainingTask task, string output, int totalSteps)
{
    /// <summary>Room for the small files.</summary>
    private const long SmallFiles = 1 << 20;

    /// <summary>Where the space is looked up.</summary>
    public DiskSpace Disk { get; init; } = DiskSpace.Real;

    /// <summary>Writes one, and removes older ones where there are more than should be kept.</summary>
    /// <param name="state">How far the training is.</param>
    /// <param name="weights">What is trained.</param>
    /// <param name="optimizer">What remembers.</param>
    /// <param name="scale">What losses are multiplied by.</param>
    /// <returns>Its folder.</returns>
    /// <exception cref="EngineException">The disk does not take it; nothing of it is left, and the others are as they were.</exception>
    public string Write(TrainerState state, IReadOnlyList<NamedTensor> weights, Optimizer optimizer, LossScale scale)
    {
        var folder = CheckpointFolders.Of(output, state.Step);
        var partial = CheckpointFolders.PartialOf(folder);
        try
        {
            Fill(partial, state, weights, optimizer, scale);
            Replace(partial, folder);
            RemoveOldest();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EngineException(EngineFailure.PermissionDenied,
                $"The folder {output} may not be written into; choose another folder.", e);
        }
        catch (IOException e)
        {
            throw PartialFile.Explain(e, folder);
        }
        finally
        {
            CheckpointFolders.RemovePartial(output);
        }
        return folder;
    }

    private void Fill(string partial, TrainerState state, IReadOnlyList<NamedTensor> weights, Optimizer optimizer, LossScale scale)
    {
        StoredTensor[] trained = [.. weights.Select(weight => StoredTensor.Of(
            weight with { Name = CheckpointNames.InFile(weight.Name, task.Settings) }))];
        StoredTensor[] remembered = [.. optimizer.State.Select(tensor => StoredTensor.Of(tensor))];
        Directory.CreateDirectory(output);
        Disk.Require(output, SmallFiles + trained.Sum(tensor => tensor.Bytes) + remembered.Sum(tensor => tensor.Bytes));
        var weightsName = CheckpointNames.Weights(task.Settings);
        List<string> names = [$"{weightsName}.safetensors", $"{CheckpointNames.Optimizer}.safetensors", TrainerState.FileName];
        using (var files = new PartialFiles(partial))
        {
            SafetensorsWriter.Write(files, weightsName, trained, long.MaxValue);
            SafetensorsWriter.Write(files, CheckpointNames.Optimizer, remembered, long.MaxValue);
            files.Write(TrainerState.FileName, state.ToJson(task.Settings, totalSteps));
            files.Write(LossCurve.FileName, Encoding.UTF8.GetBytes(LossCurve.Draw(state.Log)));
            if (task.Settings.Adapter is { } kind)
            {
                PeftAdapterWriter.WriteConfig(Described(), kind, files);
                names.Add(PeftAdapterWriter.ConfigName);
            }
            files.Commit();
        }
        var record = new TrainingRecord
        {
            Settings = task.Settings,
            BasePath = task.BasePath,
            BaseFingerprint = task.BaseFingerprint,
            ChatTemplate = task.ChatTemplate,
            OptimizerSteps = optimizer.Steps,
            LossScale = scale,
            Files = names.ToDictionary(name => name, name => Hash(Path.Combine(partial, name))),
        };
        using var last = new PartialFiles(partial);
        last.Write(TrainingRecord.FileName, record.ToJson());
        last.Commit();
    }

    private TrainedModel Described() => new(task.Model, new BaseFiles(task.BasePath))
    {
        Adapters = task.Settings.AdapterSettings,
        Purpose = task.Settings.Method switch
        {
            TrainingMethod.Reward => ModelPurpose.Scoring,
            TrainingMethod.Embedding => ModelPurpose.Embedding,
            _ => ModelPurpose.Text,
        },
    };

    /// <summary>The SHA-256 of a file, in hexadecimal digits.</summary>
    public static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    private static void Replace(string partial, string folder)
    {
        // An older one of the same step, from before the training was resumed, goes when the new one is whole.
        var older = Directory.Exists(folder) ? CheckpointFolders.PartialOf(folder) : null;
        if (older is not null)
            Directory.Move(folder, older);
        try
        {
            Directory.Move(partial, folder);
        }
        catch when (older is not null)
        {
            Directory.Move(older, folder);
            throw;
        }
    }

    private void RemoveOldest()
    {
        if (task.Settings.SaveLimit <= 0)
            return;
        foreach (var (_, folder) in CheckpointFolders.Find(output).SkipLast(task.Settings.SaveLimit))
            Directory.Delete(folder, recursive: true);
    }
}
