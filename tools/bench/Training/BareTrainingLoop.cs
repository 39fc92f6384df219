using System.Diagnostics;
using LocalAI.Plugins.Trainer.Models;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace LocalAI.Plugins.Bench.Training;

/// <summary>
/// The same model and step as somebody writes them with TorchSharp alone: its modules, its AdamW, its clipping, batches that are ready,
/// and nothing around them.
/// </summary>
internal sealed class BareTrainingLoop : IDisposable
{
    private readonly Decoder _model;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor[] _batches;

    public BareTrainingLoop(ModelShape shape, int[][] texts, int batch)
    {
        _model = new Decoder(shape);
        _optimizer = optim.AdamW(_model.parameters(), lr: 1e-3, weight_decay: 0.01);
        _batches = [.. texts.Chunk(batch).Select(rows => tensor(
            rows.SelectMany(row => row.Select(token => (long)token)).ToArray()).view(rows.Length, -1))];
    }

    /// <summary>Weights of the model.</summary>
    public long Weights => _model.parameters().Sum(weight => weight.numel());

    /// <summary>Tokens a second over some steps.</summary>
    public double Run(int steps)
    {
        var tokens = 0L;
        var started = Stopwatch.GetTimestamp();
        for (var step = 0; step < steps; step++)
        {
            using var scope = NewDisposeScope();
            var batch = _batches[step % _batches.Length];
            _optimizer.zero_grad();
            var logits = _model.forward(batch.narrow(1, 0, batch.shape[1] - 1));
            var loss = functional.cross_entropy(logits.flatten(0, 1), batch.narrow(1, 1, batch.shape[1] - 1).flatten());
            loss.backward();
            _ = nn.utils.clip_grad_norm_(_model.parameters(), 1);
            _optimizer.step();
            _ = loss.item<float>();
            tokens += batch.numel();
            if (step % 25 == 24)
                GC.Collect();
        }
        return tokens / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _model.Dispose();
        foreach (var batch in _batches)
            batch.Dispose();
    }

    private sealed class Decoder : Module<Tensor, Tensor>
    {
        private readonly Embedding _embedding;
        private readonly ModuleList<Layer> _layers;
        private readonly Norm _norm;

        public Decoder(ModelShape shape)
            : base(nameof(Decoder))
        {
            _embedding = Embedding(shape.Vocabulary, shape.Width);
            _layers = new ModuleList<Layer>([.. Enumerable.Range(0, shape.Layers).Select(_ => new Layer(shape))]);
            _norm = new Norm(shape);
            RegisterComponents();
            init.normal_(_embedding.weight!, 0, 0.02);
        }

        public override Tensor forward(Tensor input)
        {
            var states = _embedding.forward(input);
            foreach (var layer in _layers)
                states = layer.forward(states);
            return functional.linear(_norm.forward(states), _embedding.weight!);
        }
    }

    private sealed class Layer : Module<Tensor, Tensor>
    {
        private readonly ModelShape _shape;
        private readonly RotaryTable _rotary;
        private readonly Norm _attentionNorm;
        private readonly Norm _feedForwardNorm;
        private readonly Linear _query;
        private readonly Linear _key;
        private readonly Linear _value;
        private readonly Linear _output;
        private readonly Linear _gate;
        private readonly Linear _up;
        private readonly Linear _down;

        public Layer(ModelShape shape)
            : base(nameof(Layer))
        {
            _shape = shape;
            _rotary = new RotaryTable(shape, shape.Context, CPU);
            (_attentionNorm, _feedForwardNorm) = (new Norm(shape), new Norm(shape));
            _query = Linear(shape.Width, shape.Width, hasBias: false);
            _key = Linear(shape.Width, shape.Width, hasBias: false);
            _value = Linear(shape.Width, shape.Width, hasBias: false);
            _output = Linear(shape.Width, shape.Width, hasBias: false);
            _gate = Linear(shape.Width, shape.Hidden, hasBias: false);
            _up = Linear(shape.Width, shape.Hidden, hasBias: false);
            _down = Linear(shape.Hidden, shape.Width, hasBias: false);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var normed = _attentionNorm.forward(input);
            var query = _rotary.Turn(Heads(_query.forward(normed)), null);
            var key = _rotary.Turn(Heads(_key.forward(normed)), null);
            var mixed = functional.scaled_dot_product_attention(query, key, Heads(_value.forward(normed)), is_casual: true);
            var attended = input + _output.forward(mixed.transpose(1, 2).reshape(input.shape));
            normed = _feedForwardNorm.forward(attended);
            return attended + _down.forward(functional.silu(_gate.forward(normed)) * _up.forward(normed));
        }

        private Tensor Heads(Tensor states) =>
            states.view(states.shape[0], states.shape[1], _shape.Heads, _shape.HeadLength).transpose(1, 2);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _rotary.Dispose();
            base.Dispose(disposing);
        }
    }

    private sealed class Norm : Module<Tensor, Tensor>
    {
        private readonly Parameter _weight;
        private readonly float _epsilon;

        public Norm(ModelShape shape)
            : base(nameof(Norm))
        {
            _epsilon = shape.NormEpsilon;
            _weight = Parameter(ones(shape.Width));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => input * (input.square().mean([-1], keepdim: true) + _epsilon).rsqrt() * _weight;
    }
}
