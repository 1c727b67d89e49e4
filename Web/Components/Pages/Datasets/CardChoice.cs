using Microsoft.AspNetCore.Components.Web;

namespace ThermalPortal.Web.Components.Pages.Datasets;

/// <summary>Cards of a page that are chosen: a click one, Shift a row of them, Ctrl one more.</summary>
internal sealed class CardChoice
{
    private readonly HashSet<Guid> _ids = [];
    private int _anchor;

    public int Count => _ids.Count;

    public bool Contains(Guid id) => _ids.Contains(id);

    public void Remove(Guid id) => _ids.Remove(id);

    public void Clear() => _ids.Clear();

    /// <summary>Exactly this one; rows of cards start from it.</summary>
    public void Only(IReadOnlyList<Guid> cards, int index)
    {
        _ids.Clear();
        _ids.Add(cards[_anchor = index]);
    }

    public void All(IEnumerable<Guid> cards) => _ids.UnionWith(cards);

    public void Click(IReadOnlyList<Guid> cards, int index, MouseEventArgs click)
    {
        if (!click.CtrlKey && !click.MetaKey) _ids.Clear();
        if (click.ShiftKey) _ids.UnionWith(cards.Skip(Math.Min(_anchor, index)).Take(Math.Abs(index - _anchor) + 1));
        else if (!_ids.Add(cards[index])) _ids.Remove(cards[index]);
        if (!click.ShiftKey) _anchor = index;
    }
}
