using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Trainer.Exporting;
using LocalAI.Plugins.Trainer.Models;
using LocalAI.Plugins.Trainer.Objectives;
using LocalAI.Plugins.Trainer.Optimizers;
using LocalAI.Plugins.Trainer.Samples;
using LocalAI.Plugins.Trainer.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Checkpoints;

/// <summary>A checkpoint on the disk whose files are whole.</summary>
internal sealed class Checkpoint
{
    private readonly TrainingRecord _record;
    private readonly SafetensorsTensors _weights;
    private readonly SafetensorsTensors _optimizer;

    private Checkpoint(string folder, TrainingRecord record, TrainerState state)
    {
        (Folder, _record, State) = (folder, record, state);
        _weights = SafetensorsTensors.Open(Path.Combine(folder, $"{CheckpointNames.Weights(record.Settings)}.safetensors"));
        _optimizer = SafetensorsTensors.Open(Path.Combine(folder, $"{CheckpointNames.Optimizer}.safetensors"));
    }

    public string Folder { get; }

    /// <summary>How far the training was.</summary>
    public TrainerState State { get; }

    /// <summary>How it was trained.</summary>
    public TrainingSettings Settings => _record.Settings;

    /// <summary>Where the model was from.</summary>
    public string BasePath => _record.BasePath;

    /// <summary>The chat template that was asked for; null for the model's own.</summary>
    public string? ChatTemplate => _record.ChatTemplate;

    /// <summary>What losses were multiplied by.</summary>
    public LossScale LossScale => _record.LossScale;

    /// <summary>Reads all but the tensors, and makes sure that those are whole.</summary>
    /// <exception cref="EngineException">It is not there, or damaged.</exception>
    public static Checkpoint Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new EngineException(EngineFailure.NotFound, $"Checkpoint not found: {folder}");
        var record = TrainingRecord.Read(folder) ?? throw Damaged(folder, TrainingRecord.FileName);
        foreach (var (name, hash) in record.Files)
        {
            if (Path.GetFileName(name) != name || !IsWhole(Path.Combine(folder, name), hash))
                throw Damaged(folder, name);
        }
        var state = TrainerState.Read(folder) ?? throw Damaged(folder, TrainerState.FileName);
        return new Checkpoint(folder, record, state);
    }

    /// <summary>Makes sure that a training can go on from it.</summary>
    /// <exception cref="EngineException">It is of another model, or of another kind of training.</exception>
    public void Check(TrainingTask task)
    {
        var (then, now) = (_record.Settings, task.Settings);
        if (_record.BaseFingerprint != task.BaseFingerprint)
            throw Refuse($"is of another model, '{_record.BasePath}'; start from that one");
        RequireSame("training_method", then.Method.ToString(), now.Method.ToString());
        RequireSame("training_type", TypeOf(then), TypeOf(now));
        RequireSame("optimizer", OptimizerKinds.Find(then.Optimizer), OptimizerKinds.Find(now.Optimizer));
        if (then.Adapter is null)
            return;
        RequireSame("adapter_rank", then.AdapterSettings.Rank, now.AdapterSettings.Rank);
        RequireSame("adapter_alpha", then.AdapterSettings.Alpha, now.AdapterSettings.Alpha);
        RequireSame("target_modules", Names(then.TargetModules), Names(now.TargetModules));

        static string TypeOf(TrainingSettings settings) => settings.Adapter?.ToString() ?? "full";

        static string Shown<T>(T value) => $"{value}" is { Length: > 0 } text ? text.ToLowerInvariant() : "(none)";

        static string Names(IEnumerable<string> modules) => string.Join(", ", modules.Distinct().Order(StringComparer.Ordinal));

        void RequireSame<T>(string field, T before, T after)
        {
            if (!Equals(before, after))
                throw Refuse($"was trained with {field} {Shown(before)}, not {Shown(after)}; set it to that");
        }
    }

    /// <summary>Makes sure that it has exactly these tensors.</summary>
    /// <exception cref="EngineException">It has others.</exception>
    public void CheckWeights(IReadOnlyList<NamedTensor> weights)
    {
        foreach (var (name, tensor) in weights)
        {
            var inFile = CheckpointNames.InFile(name, Settings);
            if (_weights.ShapeOf(inFile) is not { } shape)
                throw Refuse($"has no tensor '{inFile}', so it is of another model; start from that one");
            if (!shape.SequenceEqual(tensor.shape))
            {
                throw Refuse($"has '{inFile}' as [{string.Join(", ", shape)}] instead of [{string.Join(", ", tensor.shape)}], "
                    + "so it is of another model; start from that one");
            }
        }
        if (_weights.Names.Count != weights.Count)
            throw Refuse($"has {_weights.Names.Count:N0} trained tensors instead of {weights.Count:N0}; start from its own model");
    }

    /// <summary>Gives the weights the values that they had.</summary>
    public void Restore(IReadOnlyList<NamedTensor> weights)
    {
        using var _ = no_grad();
        foreach (var (name, tensor) in weights)
        {
            using var scope = NewDisposeScope();
            tensor.copy_(_weights.Read(CheckpointNames.InFile(name, Settings)));
        }
    }

    /// <summary>Lets an optimizer remember what it remembered.</summary>
    public void Restore(Optimizer optimizer, torch.Device device) => optimizer.Resume(
        _optimizer.Names.Select(name => new NamedTensor(name, _optimizer.Read(name).to(device))), _record.OptimizerSteps);

    /// <summary>Gives a model what was trained, to use or export it.</summary>
    /// <param name="model">The model that it was trained from, without adapters.</param>
    /// <param name="fingerprint">Tells whether it is that one.</param>
    /// <returns>The layer that scores, [1, width], which is the caller's; null for methods without one.</returns>
    /// <exception cref="EngineException">It is another model, which is as it was.</exception>
    public Tensor? Apply(CausalModel model, string fingerprint)
    {
        if (_record.BaseFingerprint != fingerprint)
            throw Refuse($"is of another model, '{_record.BasePath}'; give that one");
        var trained = TrainedWeights.Start(model, Settings);
        var head = Settings.Method == TrainingMethod.Reward ? zeros([1, model.Shape.Width], device: model.Device) : null;
        try
        {
            IReadOnlyList<NamedTensor> weights = head is null ? trained : [.. trained, new NamedTensor(RewardObjective.HeadName, head)];
            CheckWeights(weights);
            Restore(weights);
            return head;
        }
        catch
        {
            TrainedWeights.Undo(model);
            head?.Dispose();
            throw;
        }
    }

    private static bool IsWhole(string path, string hash)
    {
        try
        {
            return CheckpointWriter.Hash(path) == hash;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static EngineException Damaged(string folder, string file) => new(EngineFailure.InvalidInput,
        $"The checkpoint '{folder}' is damaged: {file} is missing or not what was written; use an earlier one.");

    private EngineException Refuse(string problem) =>
        new(EngineFailure.InvalidInput, $"The checkpoint '{Folder}' {problem}, or leave out resume_from_checkpoint.");
}
