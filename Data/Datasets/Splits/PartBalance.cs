namespace ThermalPortal.Data.Datasets.Splits;

/// <summary>
/// How far the parts are from holding each attribute value in the share of the whole set: sum over parts and values of squared differences of shares. Exchanging two people
/// of different parts changes only those two parts, so each trial is cheap.
/// </summary>
internal sealed class PartBalance
{
    private const int Reach = 400; // people looked at for one exchange: keeps large sets linear
    private readonly DatasetPart[] _parts;
    private readonly SplitIdentity[] _people;
    private readonly int[][] _values; // of each person, numbers of attribute values
    private readonly double[] _whole; // share of each value in the whole set, by pairs
    private readonly double[][] _pairs = new double[3][]; // of each value in each part
    private readonly double[] _sizes = new double[3];
    private readonly bool[] _fixed;

    public PartBalance(SplitIdentity[] people, DatasetPart[] parts, SplitOptions options)
    {
        (_people, _parts) = (people, parts);
        var numbers = new Dictionary<(string, string), int>();
        _values = [.. people.Select(p => options.Balance.Where(p.Attributes.ContainsKey).Select(a => Number((a, p.Attributes[a]))).ToArray())];
        _fixed = [.. people.Select(p => options.KeepOfficial && p.Official is not null)];
        _whole = new double[numbers.Count];
        for (var part = 0; part < 3; part++)
            _pairs[part] = new double[numbers.Count];
        for (var i = 0; i < people.Length; i++)
        {
            Move(i, (int)parts[i], 1);
            foreach (var value in _values[i])
                _whole[value] += people[i].Pairs;
        }
        double all = _sizes.Sum();
        for (var value = 0; value < _whole.Length; value++)
            _whole[value] /= Math.Max(1, all);

        int Number((string, string) value) => numbers.TryGetValue(value, out var n) ? n : numbers[value] = numbers.Count;
    }

    /// <summary>Distance from perfect balance; 0 = every part has the shares of the whole.</summary>
    public double Distance => Enumerable.Range(0, 3).Sum(Of);

    /// <summary>Goes through all people in order; each is exchanged with the best of the next few of other parts, if that helps.</summary>
    public void Improve(int rounds, int candidates)
    {
        if (_whole.Length == 0)
            return;
        var helped = true;
        for (var round = 0; round < rounds && helped; round++)
        {
            helped = false;
            for (var i = 0; i < _people.Length; i++)
                helped |= !_fixed[i] && Exchange(i, candidates);
        }
    }

    private bool Exchange(int i, int candidates)
    {
        var (best, gain) = (-1, 1e-12);
        for (int step = 1, tried = 0; step < Math.Min(_people.Length, Reach) && tried < candidates; step++)
        {
            var j = (i + step) % _people.Length;
            if (_fixed[j] || _parts[j] == _parts[i] || Math.Abs(_people[i].Pairs - _people[j].Pairs) > 1 + _people[i].Pairs / 4)
                continue;
            tried++;
            var (a, b) = ((int)_parts[i], (int)_parts[j]);
            var before = Of(a) + Of(b);
            Swap(i, j);
            var better = before - Of(a) - Of(b);
            Swap(i, j);
            if (better > gain)
                (best, gain) = (j, better);
        }
        if (best >= 0)
            Swap(i, best);
        return best >= 0;
    }

    private void Swap(int i, int j)
    {
        var (a, b) = ((int)_parts[i], (int)_parts[j]);
        Move(i, a, -1);
        Move(j, b, -1);
        Move(i, b, 1);
        Move(j, a, 1);
        (_parts[i], _parts[j]) = (_parts[j], _parts[i]);
    }

    private void Move(int person, int part, int sign)
    {
        _sizes[part] += sign * _people[person].Pairs;
        foreach (var value in _values[person])
            _pairs[part][value] += sign * _people[person].Pairs;
    }

    private double Of(int part)
    {
        if (_sizes[part] == 0)
            return 0;
        double sum = 0;
        for (var value = 0; value < _whole.Length; value++)
        {
            var difference = _pairs[part][value] / _sizes[part] - _whole[value];
            sum += difference * difference;
        }
        return sum;
    }
}
