from wagtail.permission_policies import ModelPermissionPolicy


class ReviewedPermissionPolicy(ModelPermissionPolicy):
    """
    Who may do what with a reviewed text in Wagtail's own snippet screens.

    Publishing is what a review does, and a text that pages point at is retired, not deleted: nobody may do either here.
    """

    refused = frozenset({"publish", "delete"})

    def user_has_permission(self, user: object, action: str) -> bool:
        return action not in self.refused and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: object, actions: list[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)
